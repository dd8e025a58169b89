package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A view of a path's attributes, which is searched for anew with every call. */
final class PosixView implements PosixFileAttributeView {
  private final String name;
  private final UfsPath path;
  private final boolean followLinks;

  PosixView(String name, UfsPath path, boolean followLinks) {
    this.name = name;
    this.path = path;
    this.followLinks = followLinks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public UfsFileAttributes readAttributes() throws IOException {
    return path.getFileSystem().reader().attributes(path, followLinks);
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    return readAttributes().owner();
  }

  @Override
  public void setTimes(
      @Nullable FileTime lastModifiedTime,
      @Nullable FileTime lastAccessTime,
      @Nullable FileTime createTime)
      throws IOException {
    edit(edit -> edit.putTimes(lastModifiedTime, lastAccessTime));
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    edit(edit -> edit.put("posix:owner", owner));
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    edit(edit -> edit.put("posix:group", group));
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    edit(edit -> edit.put("posix:permissions", permissions));
  }

  private void edit(UnaryOperator<AttributeEdit> edit) throws IOException {
    path.getFileSystem().checkWritable();
    path.getFileSystem().setAttributes(path, followLinks, edit.apply(AttributeEdit.of()));
  }
}
