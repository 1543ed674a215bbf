@rem SPDX-License-Identifier: Apache-2.0
@rem Read by every script in this folder.

@rem JAVA_HOME: Java 17 or newer, if it is not the one of the system.
@rem set JAVA_HOME=C:\Program Files\Java\jdk-17

@rem A process that has run out of memory ends, and the service begins anew. Code that is compiled a little later saves a
@rem third of the processor's time of a start.
@if "%JAVA_OPTS%" == "" set JAVA_OPTS=-XX:+ExitOnOutOfMemoryError -XX:CompileThresholdScaling=4
