package org.bootarchive.dtrace.dof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code dofh_loadsz} bytes of one DOF in the kernel's memory, which has them little endian
 * whatever they say.
 */
final class KernelDof {
  private final byte[] bytes;
  private final DofHeader header;
  private final KernelWork work;

  private KernelDof(byte[] bytes, DofHeader header, KernelWork work) {
    this.bytes = bytes;
    this.header = header;
    this.work = work;
  }

  /** Takes the bytes of a property as {@code dtrace_dof_property} does. */
  static KernelDof take(byte[] property, KernelWork work) throws RefusedException {
    if (property.length < DofHeader.BYTES) {
      throw RefusedException.unread("truncated header");
    }
    DofHeader header = DofHeader.decode(ByteBuffer.wrap(property).order(ByteOrder.LITTLE_ENDIAN));
    long loadsz = header.loadsz();
    if (Long.compareUnsigned(property.length, loadsz) < 0) {
      throw RefusedException.unread("truncated DOF");
    }
    if (loadsz >= DofHeader.TOO_MANY_BYTES) {
      throw RefusedException.unread("oversized DOF");
    }
    if (loadsz == 0) {
      throw RefusedException.silent(
          PropertyVerdict.Result.ABSENT,
          "dofh_loadsz is 0: the kernel takes the property for absent");
    }
    if (loadsz < DofHeader.BYTES) {
      throw RefusedException.silent(
          PropertyVerdict.Result.UNDEFINED,
          "dofh_loadsz is " + loadsz + ": the kernel reads the header from beyond the DOF");
    }
    return new KernelDof(property, header, work);
  }

  DofHeader header() {
    return header;
  }

  KernelWork work() {
    return work;
  }

  /** Returns {@code dofh_loadsz}. */
  long length() {
    return header.loadsz();
  }

  /** Returns so many bytes, little endian; the kernel does not ask whether they are there. */
  ByteBuffer at(long offset, int count) throws RefusedException {
    if (offset < 0 || offset > length() - count) {
      throw RefusedException.silent(
          PropertyVerdict.Result.UNDEFINED,
          "the kernel reads " + count + " bytes at " + offset + " of " + length());
    }
    return ByteBuffer.wrap(bytes, (int) offset, count).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns one byte. */
  byte byteAt(long offset) throws RefusedException {
    return at(offset, 1).get();
  }

  /** Returns where a section header is; the index is below {@code dofh_secnum}. */
  long sectionPlace(int index) {
    return header.secoff() + (long) index * header.secsize();
  }

  DofSection section(int index) throws RefusedException {
    return DofSection.decode(index, at(sectionPlace(index), DofSection.BYTES));
  }

  /** Returns the section that another one names: {@code dtrace_dof_sect}. */
  DofSection named(SectionType type, int index) throws RefusedException {
    List<String> messages = new ArrayList<>();
    DofSection section = named(type, index, messages);
    if (section == null) {
      throw RefusedException.of(messages);
    }
    return section;
  }

  /** As {@link #named(SectionType, int)}; null with a message more where that throws. */
  @Nullable DofSection named(SectionType type, int index, List<String> messages)
      throws RefusedException {
    if (Integer.compareUnsigned(index, header.secnum()) >= 0) {
      messages.add("referenced section index is invalid");
      return null;
    }
    DofSection section = section(index);
    if (!section.loaded()) {
      messages.add("referenced section is not loadable");
      return null;
    }
    if (type != SectionType.NONE && !type.is(section)) {
      messages.add("referenced section is the wrong type");
      return null;
    }
    return section;
  }
}
