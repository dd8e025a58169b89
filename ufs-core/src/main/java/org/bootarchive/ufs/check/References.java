package org.bootarchive.ufs.check;

/** Which inode leads to which other one by a field of its own. */
final class References {
  private final IntList shadowClients = new IntList();
  private final IntList shadows = new IntList();
  private final IntList attributeFiles = new IntList();
  private final IntList attributeDirectories = new IntList();

  /** Notes that an inode's access control list is in another one (di_shadow). */
  void addShadow(int client, int shadow) {
    shadowClients.add(client);
    shadows.add(shadow);
  }

  /** Notes that an inode's extended attributes are in a directory (di_oeftflag). */
  void addAttributeDirectory(int file, int directory) {
    attributeFiles.add(file);
    attributeDirectories.add(directory);
  }

  int shadowCount() {
    return shadows.size();
  }

  int shadowClient(int index) {
    return shadowClients.get(index);
  }

  int shadow(int index) {
    return shadows.get(index);
  }

  int attributeCount() {
    return attributeFiles.size();
  }

  int attributeFile(int index) {
    return attributeFiles.get(index);
  }

  int attributeDirectory(int index) {
    return attributeDirectories.get(index);
  }
}
