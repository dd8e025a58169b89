@echo off
rem Starts archive-tool. The JVM is that of JAVA_HOME, else the first on PATH.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -jar "%~dp0..\lib\archive-tool\archive-tool.jar" %*
exit /b %ERRORLEVEL%
