package io.clockwork.benchmarks.peer;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.blocks.MessageDispatcher;
import org.jgroups.blocks.RequestHandler;
import org.jgroups.blocks.RequestOptions;
import org.jgroups.blocks.Response;
import org.jgroups.blocks.ResponseMode;
import org.jspecify.annotations.Nullable;

/**
 * Bare JGroups on Clockwork's own stack, and so the limit of what any protocol on it can reach. An
 * order is one request to member 0, which asks the others for their votes and begins with those of
 * a majority; what depends on it is told by one multicast, and member 1 asks for votes in the same
 * way.
 */
final class BareJGroupsPeer implements Peer {
  private static final byte[] VOTE = "vote".getBytes(StandardCharsets.UTF_8);
  private static final byte[] GRANTED = "granted".getBytes(StandardCharsets.UTF_8);

  private final Setup setup;
  private @Nullable JChannel channel;
  private @Nullable MessageDispatcher dispatcher;
  private volatile @Nullable String second;

  BareJGroupsPeer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public void start() throws Exception {
    System.setProperty("clockwork.bind_addr", "127.0.0.1");
    System.setProperty(
        "clockwork.udp.mcast_addr", "239.192." + (setup.cluster().hashCode() & 127) + ".7");
    System.setProperty("clockwork.udp.mcast_port", option("port", "17900"));
    JChannel created = new JChannel("clockwork-udp.xml").name(setup.name());
    created.getProtocolStack().getTransport().setBindAddress(InetAddress.getByName("127.0.0.1"));
    channel = created;
    MessageDispatcher made = new MessageDispatcher(created);
    dispatcher = made;
    made.asyncDispatching(true).asyncRspHandling(false);
    made.setRequestHandler(new Handler());
    created.connect(setup.cluster());
  }

  private String option(String key, String byDefault) {
    return setup.option(key, byDefault);
  }

  private final class Handler implements RequestHandler {
    @Override
    public Object handle(Message message) {
      return GRANTED;
    }

    @Override
    public void handle(Message request, @Nullable Response response) throws Exception {
      String text =
          new String(
              request.getArray(), request.getOffset(), request.getLength(), StandardCharsets.UTF_8);
      if (text.startsWith("start ")) {
        String job = text.substring(6);
        afterVotes(() -> ran(job));
      } else {
        heard(text);
      }
      if (response != null) {
        response.send(new BytesMessage(request.getSrc(), GRANTED), false);
      }
    }
  }

  private void ran(String job) throws Exception {
    Probe.ran(job);
    // By the dispatcher too: what does not go through it, it drops when it comes in a batch.
    dispatcher()
        .castMessage(
            null,
            new BytesMessage(null, ("ended " + job).getBytes(StandardCharsets.UTF_8)),
            RequestOptions.ASYNC());
  }

  private void heard(String text) {
    String next = second;
    if (next != null && setup.index() == 1 && text.equals("ended first-0")) {
      try {
        afterVotes(() -> Probe.ran(next));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  /** A majority of the members has granted, this one among them: the first answer decides. */
  private void afterVotes(Step then) throws Exception {
    CountDownLatch others = new CountDownLatch(setup.members() / 2);
    for (Address member : channel().getView().getMembers()) {
      boolean votes =
          !member.equals(channel().getAddress())
              && !member.toString().equals("m" + setup.members());
      if (votes) {
        dispatcher()
            .sendMessageWithFuture(
                new BytesMessage(member, VOTE),
                RequestOptions.ASYNC().mode(ResponseMode.GET_FIRST).timeout(2_000))
            .whenComplete(
                (answer, failure) -> {
                  synchronized (others) {
                    boolean decides = others.getCount() == 1;
                    others.countDown();
                    if (decides) {
                      try {
                        then.run();
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }
                  }
                });
      }
    }
  }

  private JChannel channel() {
    return Objects.requireNonNull(channel, "not started");
  }

  private MessageDispatcher dispatcher() {
    return Objects.requireNonNull(dispatcher, "not started");
  }

  @Override
  public int members() {
    return channel().getView().size();
  }

  @Override
  public boolean registersEverywhere() {
    return true;
  }

  @Override
  public void once(List<String> jobs, Instant at) {
    throw new UnsupportedOperationException("bare JGroups has no schedule");
  }

  @Override
  public void every(List<String> jobs, Instant first, Duration period) {
    throw new UnsupportedOperationException("bare JGroups has no schedule");
  }

  @Override
  public void pair(String first, String then) {
    second = then;
  }

  @Override
  public void idle(String job) {}

  @Override
  public void run(String job) throws Exception {
    Address first =
        channel().getView().getMembers().stream()
            .filter(member -> member.toString().equals(Setup.name(0)))
            .findFirst()
            .orElseThrow();
    dispatcher()
        .sendMessage(
            new BytesMessage(first, ("start " + job).getBytes(StandardCharsets.UTF_8)),
            RequestOptions.SYNC().timeout(5_000));
  }

  @Override
  public void close() {
    channel().close();
  }
}
