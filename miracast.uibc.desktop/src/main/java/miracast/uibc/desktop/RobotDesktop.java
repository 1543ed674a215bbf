// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.util.Optional;

/** The desktop that this process runs on, by {@link Robot}. */
final class RobotDesktop implements Desktop {
    private final Robot robot;
    private final Rectangle area;

    private RobotDesktop(Robot robot, Rectangle area) {
        this.robot = robot;
        this.area = area;
    }

    /**
     * Opens the desktop.
     *
     * @param area the part of it to act on; empty for the primary screen
     * @throws IllegalStateException if there is none, or it does not let itself be acted on: says what to do
     */
    static RobotDesktop open(Optional<Rectangle> area) {
        try {
            GraphicsDevice screen =
                    GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();
            return new RobotDesktop(
                    new Robot(screen),
                    area.orElseGet(() -> screen.getDefaultConfiguration().getBounds()));
        } catch (HeadlessException | AWTError e) {
            throw new IllegalStateException(
                    "no desktop to act on: run in a desktop session (on X11 with DISPLAY set), with a JRE that is not"
                            + " headless: " + e.getMessage(),
                    e);
        } catch (AWTException | SecurityException e) {
            throw new IllegalStateException("the desktop does not let itself be acted on: " + e.getMessage(), e);
        }
    }

    @Override
    public Rectangle area() {
        return area;
    }

    @Override
    public void move(int x, int y) {
        robot.mouseMove(x, y);
    }

    @Override
    public void button(int number, boolean down) {
        int mask = InputEvent.getMaskForButton(number);
        if (down) {
            robot.mousePress(mask);
        } else {
            robot.mouseRelease(mask);
        }
    }

    @Override
    public void wheel(int notches) {
        robot.mouseWheel(notches);
    }

    @Override
    public void key(int code, boolean down) {
        if (down) {
            robot.keyPress(code);
        } else {
            robot.keyRelease(code);
        }
    }
}
