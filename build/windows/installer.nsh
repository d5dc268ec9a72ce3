; voxanne-console in every terminal of this person. Windows has this folder on each person's PATH, so that nothing
; edits the PATH itself. The program's folder is named by a variable, since cmd reads no umlauts from a file.
!define CONSOLE_COMMAND "$LOCALAPPDATA\Microsoft\WindowsApps\voxanne-console.cmd"

!macro customInstall
  FileOpen $0 "${CONSOLE_COMMAND}" w
  FileWrite $0 '@"%LOCALAPPDATA%\Programs\${APP_FILENAME}\resources\voxanne-console.cmd" %*$\r$\n'
  FileClose $0
!macroend

!macro customUnInstall
  Delete "${CONSOLE_COMMAND}"
!macroend
