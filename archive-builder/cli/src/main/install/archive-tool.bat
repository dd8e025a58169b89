@echo off
rem Starts archive-tool. The JVM is that of JAVA_HOME, else the first on PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "collector=-XX:+UseSerialGC -Xmn32m"
if defined JDK_JAVA_OPTIONS set "collector="
if defined JAVA_TOOL_OPTIONS set "collector="
if defined _JAVA_OPTIONS set "collector="
"%java%" %collector% -jar "%~dp0..\lib\archive-tool\archive-tool.jar" %*
exit /b %ERRORLEVEL%
