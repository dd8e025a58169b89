/* What the enabling in dtrace.conf was compiled from: dtrace -A -n '...' -n '...' */
fbt::rts_new_rtsmsg:entry
{
	printf("%d %s pid=%d", timestamp, execname, pid);
	stack();
}

proc:::exec-success
{
	printf("%Y %s %d", walltimestamp, execname, pid);
}
