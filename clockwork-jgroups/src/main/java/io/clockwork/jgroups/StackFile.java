package io.clockwork.jgroups;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jgroups.JChannel;
import org.jgroups.conf.ConfiguratorFactory;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import org.jgroups.protocols.Fragmentation;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.ProtocolStack;
import org.jspecify.annotations.Nullable;

/** Makes a channel from a stack's XML: reads it, fills in its variables, checks what came out. */
final class StackFile {

  private StackFile() {}

  /**
   * Makes a channel that is not connected.
   *
   * @throws ClusterException if the file is missing, not well-formed, names unknown protocols or
   *     attributes, or its transport is not a hardened one
   */
  static JChannel open(Network network, Settings settings) {
    String location =
        switch (network.kind()) {
          case UDP -> "clockwork-udp.xml";
          case TCP -> "clockwork-tcp.xml";
          case STACK -> String.valueOf(network.location());
        };
    byte[] xml = read(location, network.kind() != Network.Kind.STACK);
    checkWellFormed(location, xml);
    JChannel channel;
    try {
      ProtocolStackConfigurator stack =
          ConfiguratorFactory.getStackConfigurator(new ByteArrayInputStream(xml));
      for (ProtocolConfiguration protocol : stack.getProtocolStack()) {
        Map<String, String> attributes = protocol.getProperties();
        attributes.replaceAll((name, value) -> settings.substitute(value));
      }
      channel = new JChannel(stack);
    } catch (ClusterException e) {
      throw new ClusterException("stack " + location + ": " + e.getMessage(), e);
    } catch (Exception e) {
      throw new ClusterException("stack " + location + " is refused: " + reason(e), e);
    }
    try {
      check(location, channel.getProtocolStack());
    } catch (ClusterException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  private static void check(String location, ProtocolStack stack) {
    TP transport = stack.getTransport();
    if (!(transport instanceof HardenedTransport)) {
      throw new ClusterException(
          "stack "
              + location
              + ": the transport "
              + transport.getName()
              + " deserializes what strangers send; use <"
              + HardenedUdp.class.getName()
              + "> or <"
              + HardenedTcp.class.getName()
              + ">, which take the attributes of UDP and TCP");
    }
    if (stack.findProtocol(GMS.class) == null) {
      throw new ClusterException("stack " + location + " has no membership: add <pbcast.GMS/>");
    }
    if (stack.findProtocol(Fragmentation.class) == null) {
      throw new ClusterException(
          "stack " + location + " cannot send long frames: add <FRAG2/> at its end");
    }
  }

  private static byte[] read(String location, boolean ours) {
    try (InputStream in = find(location, ours)) {
      if (in == null) {
        throw new ClusterException(
            ours
                ? location + " is not on the class path; add the artifact jgroups-config"
                : "stack \"" + location + "\" is no file, no URL and not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClusterException("stack " + location + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable InputStream find(String location, boolean ours) throws IOException {
    if (!ours) {
      Path path = path(location);
      if (path != null && Files.isRegularFile(path)) {
        return Files.newInputStream(path);
      }
      URL url = url(location);
      if (url != null) {
        return url.openStream();
      }
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      InputStream found = context != null ? context.getResourceAsStream(location) : null;
      if (found != null) {
        return found;
      }
    }
    return StackFile.class.getClassLoader().getResourceAsStream(location);
  }

  private static @Nullable Path path(String location) {
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static @Nullable URL url(String location) {
    try {
      return new URL(location);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  /** JGroups' own parser accepts much and says little; this one gives the line and the reason. */
  private static void checkWellFormed(String location, byte[] xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      while (reader.hasNext()) {
        reader.next();
      }
      reader.close();
    } catch (XMLStreamException e) {
      String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new ClusterException("stack " + location + " is not well-formed XML: " + message, e);
    }
  }

  /** Returns the first message in a chain of causes that says something. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message != null ? message : cause.toString();
  }
}
