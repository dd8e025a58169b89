#!/bin/sh
# image.sh TARGET VERSION JAVA_HOME: makes, of TARGET/archive-tool-VERSION.tar.gz, an installation
# that has a JVM of its own, reduced to what the tool uses; and a .deb where dpkg-deb is there.
# SOURCE_DATE_EPOCH is the time of all files in them.
set -eu
target=$1
version=$2
jdk=$3
name=archive-tool-$version
work=$target/image
rm -rf "$work"
mkdir -p "$work/usr"
tar xzf "$target/$name.tar.gz" -C "$work/usr" --strip-components=1
jar=$work/usr/lib/archive-tool/archive-tool.jar
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 17 --print-module-deps "$jar")
"$jdk/bin/jlink" --add-modules "$modules,jdk.zipfs" --strip-debug --no-header-files --no-man-pages \
  --output "$work/usr/lib/archive-tool/runtime"
"$work/usr/lib/archive-tool/runtime/bin/java" -Xshare:dump -Xlog:disable

machine=$(uname -s | tr 'A-Z' 'a-z')-$(uname -m)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  --transform "s|^usr|$name|" -C "$work" -cf - usr | gzip -9n >"$target/$name-$machine.tar.gz"

command -v dpkg-deb >/dev/null || exit 0
mkdir -p "$work/usr/share/doc/archive-tool" "$work/DEBIAN"
rm -f "$work/usr/bin/archive-tool.bat"
mv "$work/usr/LICENSE" "$work/usr/share/doc/archive-tool/copyright"
mkdir -p "$work/usr/share/zsh/vendor-completions"
mv "$work/usr/share/zsh/site-functions/_archive-tool" "$work/usr/share/zsh/vendor-completions/"
rmdir "$work/usr/share/zsh/site-functions"
gzip -9n "$work"/usr/share/man/man1/*.1
architecture=$(dpkg --print-architecture)
debian=$(printf '%s' "$version" | tr '-' '~')
cat >"$work/DEBIAN/control" <<END
Package: archive-tool
Version: $debian
Architecture: $architecture
Maintainer: The bootarchive maintainers <https://github.com/bootarchive>
Homepage: https://github.com/bootarchive/bootarchive
Section: admin
Priority: optional
Depends: libc6, zlib1g
Installed-Size: $(du -sk "$work/usr" | cut -f1)
Description: Works on the ramdisk that illumos and SmartOS boot from
 Looks inside a boot archive or a platform image, checks it, patches it,
 builds one, and foretells what the kernel will find in it.
END
chmod -R u=rwX,go=rX "$work"
dpkg-deb --root-owner-group --build "$work" "$target/archive-tool_${debian}_$architecture.deb"
