package io.clockwork.client;

import io.clockwork.job.RunId;

/**
 * What became of an order.
 *
 * @since 0.1
 */
public sealed interface OrderResult {

  /**
   * The member has started the run, or had done so when the same order came before. The others
   * know, or will within seconds.
   *
   * @param run the run's id
   * @param member the stable name of the member that runs it
   */
  record Done(RunId run, String member) implements OrderResult {}

  /**
   * Nothing was started.
   *
   * @param kind the kind of reason
   * @param reason in words
   */
  record Refused(Kind kind, String reason) implements OrderResult {
    /**
     * The kinds of refusal.
     *
     * @since 0.1
     */
    public enum Kind {
      /** No such job is known in the cluster. */
      NO_SUCH_JOB,
      /** The named member is not in the cluster, or no member can run the job. */
      NO_MEMBER,
      /**
       * The member does not carry the job's code, the job's placement does not allow it, it is
       * leaving, or it cannot start the job now.
       */
      NOT_POSSIBLE
    }
  }

  /**
   * It is not known whether the run was started. Repeating the order under the same id is safe.
   *
   * @param orderId the order's id
   * @param reason in words
   */
  record Unknown(String orderId, String reason) implements OrderResult {}
}
