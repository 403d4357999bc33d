@echo off
rem Starts Trial Catalogue; the first time it sets itself up beside this file, without a network.
cd /d "%~dp0"
where py >nul 2>nul && goto launcher
where python >nul 2>nul && goto python
echo Trial Catalogue needs Python 3.11 to 3.15, which is not on this computer.
echo Install Python 3.13 from python.org, or ask who looks after this computer, then start again.
pause
exit /b 1
:launcher
rem The launcher takes the newest Python, which may be too new: 3.13 is asked for first.
set version=-3
py -3.13 -c "" >nul 2>nul && set version=-3.13
py %version% run.py %*
if errorlevel 1 pause
exit /b
:python
python run.py %*
if errorlevel 1 pause
