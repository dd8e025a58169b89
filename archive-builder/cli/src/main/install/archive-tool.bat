@echo off
rem Starts archive-tool. The JVM is that of JAVA_HOME, else the first on PATH.
rem
rem At first use the form that a JVM's own classes have is made of the tool's as well, in the user's
rem directory for local data; every later start takes half as long. Whatever goes wrong with that is
rem no error. ARCHIVE_TOOL_CACHE=no leaves it out, and so does a JVM that is not named by JAVA_HOME.
setlocal DisableDelayedExpansion
set "jar=%~dp0..\lib\archive-tool\archive-tool.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "collector=-XX:+UseSerialGC -Xmn32m"
if defined JDK_JAVA_OPTIONS set "collector="
if defined JAVA_TOOL_OPTIONS set "collector="
if defined _JAVA_OPTIONS set "collector="
rem Optimized is what is called often, but SHA-1 at once: it is then the processor's own.
set "compiler=-XX:+IgnoreUnrecognizedVMOptions -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.DigestBase::*,0.001 -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.SHA::implCompress,0.001"

set "version="
if "%ARCHIVE_TOOL_CACHE%"=="no" goto plain
if not defined LOCALAPPDATA goto plain
if not defined JAVA_HOME goto plain
if not exist "%JAVA_HOME%\release" goto plain
for /f "usebackq tokens=1,2 delims==" %%k in ("%JAVA_HOME%\release") do if "%%k"=="JAVA_RUNTIME_VERSION" set "version=%%~l"
if not defined version goto plain
set "cache=%LOCALAPPDATA%\archive-tool"
set "archive=%cache%\@project.version@-%version%"
if exist "%archive%.jsa" goto shared
rem Tried once: what stays if it fails tells the next start, and another that comes meanwhile.
if exist "%archive%.failed" goto plain
if not exist "%cache%" md "%cache%" 2>nul
type nul >"%archive%.failed" 2>nul
if not exist "%archive%.failed" goto plain
set "made=%archive%.%RANDOM%"
"%java%" %collector% "-XX:ArchiveClassesAtExit=%made%" -Xlog:disable -cp "%jar%" org.bootarchive.tool.Rehearsal <nul >nul 2>nul
if exist "%made%" move /y "%made%" "%archive%.jsa" >nul 2>nul
if not exist "%archive%.jsa" goto plain
del "%archive%.failed" 2>nul
goto shared

:plain
"%java%" %collector% %compiler% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:shared
"%java%" %collector% %compiler% "-XX:SharedArchiveFile=%archive%.jsa" -Xshare:auto -Xlog:disable -cp "%jar%" org.bootarchive.tool.Main %*
exit /b %ERRORLEVEL%
