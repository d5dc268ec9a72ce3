@echo off
rem Starts Voxanne Console. With --cli as the first word it is a command: this waits for its end and passes on its exit
rem code, which a terminal does not do by itself for a program with a window.
if "%~1"=="--cli" goto command
start "" "%~dp0..\Voxanne Console.exe" %*
exit /b 0
:command
start "" /b /wait "%~dp0..\Voxanne Console.exe" %*
exit /b %ERRORLEVEL%
