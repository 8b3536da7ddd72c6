package io.clockwork.jgroups;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.MFC;
import org.jgroups.util.Tuple;

/**
 * Flow control for multicasts in which one slow node cannot stop the others.
 *
 * <p>{@link MFC} makes a sender wait until every node has returned enough credits, if need be until
 * the slowest one is expelled. Here the sender waits {@code max_block_time} (500 ms in Clockwork's
 * stacks) and then lends the missing credits to whoever withholds them: a frozen or starved node
 * costs senders half a second for each {@code max_credits} bytes (1 MB) and no more; it gets what
 * it missed by retransmission when it wakes up. Since the sender keeps what it sent until all have
 * it, a node's debt is limited to {@value #MAX_DEBT} bytes, beyond which the sender waits for it as
 * MFC does. Credits that a node returns pay its debt off.
 *
 * <p>Public only because JGroups instantiates it by name.
 *
 * @since 0.1
 */
public final class LendingMfc extends MFC {

  private static final long MAX_DEBT = 64L * 1024 * 1024;

  private final Map<Address, Long> debts = new ConcurrentHashMap<>();

  /** Creates the protocol; called by JGroups. */
  public LendingMfc() {
    // The wire format is MFC's, and finds its headers by MFC's id.
    id = ClassConfigurator.getProtocolId(MFC.class);
  }

  @Override
  protected Object handleDownMessage(Message msg, int length) {
    if (msg.getDest() == null) {
      while (running && !credits.decrement(msg, length, max_block_time)) {
        askForCredits();
        lend(length);
      }
    }
    return down_prot.down(msg);
  }

  private void askForCredits() {
    if (needToSendCreditRequest()) {
      List<Tuple<Address, Long>> low = credits.getMembersWithCreditsLessThan(min_credits);
      for (Tuple<Address, Long> member : low) {
        sendCreditRequest(member.val1(), Math.min(max_credits, max_credits - member.val2()));
      }
    }
  }

  private void lend(int length) {
    for (Address member : credits.getMembersWithInsufficientCredits(length)) {
      long debt = debts.merge(member, max_credits, Long::sum);
      if (debt <= MAX_DEBT) {
        log.debug("%s withholds credits, lent it %d bytes so far", member, debt);
        credits.replenish(member, max_credits);
      } else {
        debts.put(member, MAX_DEBT);
      }
    }
  }

  @Override
  protected void handleCredit(Address sender, long increase) {
    debts.remove(sender);
    super.handleCredit(sender, increase);
  }

  @Override
  protected void handleViewChange(List<Address> mbrs) {
    super.handleViewChange(mbrs);
    debts.keySet().retainAll(mbrs);
  }
}
