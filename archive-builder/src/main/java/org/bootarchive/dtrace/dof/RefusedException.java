package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import org.bootarchive.dtrace.dif.DifError;
import org.bootarchive.dtrace.dof.KernelMessage.Channel;

/** The end of the kernel's way through a DOF; never leaves this package. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final PropertyVerdict.Result result;
  private final transient ImmutableList<KernelMessage> messages;

  private RefusedException(
      PropertyVerdict.Result result, ImmutableList<KernelMessage> messages, String reason) {
    super(reason, null, false, false);
    this.result = result;
    this.messages = messages;
  }

  /** The kernel says why: {@code dtrace_dof_error}. */
  static RefusedException of(String message) {
    return of(List.of(message));
  }

  static RefusedException of(List<String> messages) {
    return kernel(
        PropertyVerdict.Result.REFUSED,
        messages.stream().map(KernelMessage::dof).collect(ImmutableList.toImmutableList()));
  }

  /** The kernel does not even take the bytes of the property. */
  static RefusedException unread(String message) {
    return kernel(PropertyVerdict.Result.UNREAD, ImmutableList.of(KernelMessage.dof(message)));
  }

  static RefusedException dif(List<DifError> errors) {
    return kernel(
        PropertyVerdict.Result.REFUSED,
        errors.stream()
            .map(error -> new KernelMessage(Channel.DIF, error.line()))
            .collect(ImmutableList.toImmutableList()));
  }

  private static RefusedException kernel(
      PropertyVerdict.Result result, ImmutableList<KernelMessage> messages) {
    String reason = messages.stream().map(KernelMessage::text).collect(Collectors.joining("; "));
    return new RefusedException(result, messages, reason);
  }

  /** The kernel says nothing, or nothing that could be told. */
  static RefusedException silent(PropertyVerdict.Result result, String reason) {
    return new RefusedException(result, ImmutableList.of(), reason);
  }

  PropertyVerdict.Result result() {
    return result;
  }

  ImmutableList<KernelMessage> messages() {
    return messages;
  }
}
