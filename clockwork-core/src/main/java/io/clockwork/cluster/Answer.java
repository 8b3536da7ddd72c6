package io.clockwork.cluster;

/**
 * Takes what became of one request. Must return at once: it is called on a thread of the network.
 *
 * @since 0.1
 */
public interface Answer {

  /**
   * The other node answered.
   *
   * @param frame its answer, owned by the receiver of this call; not null
   */
  void answered(byte[] frame);

  /**
   * It is not known whether the other node acted on the request: it left, was not there, did not
   * answer in time, or failed.
   *
   * @param reason in words, for logs
   */
  void unknown(String reason);
}
