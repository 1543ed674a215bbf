// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Component;
import java.awt.Frame;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import miracast.api.input.InputEvent;
import miracast.api.input.InputEvent.Action;
import miracast.api.input.InputEvent.Contact;

/**
 * Run by {@link DesktopInXvfbTest} in a virtual machine of its own, since a virtual machine has one desktop for life: a window as
 * large as the screen, and in front of it a person at a display. Writes what the window saw, a line each.
 */
public final class DesktopSession {
    private final CountDownLatch lastSeen = new CountDownLatch(1);

    private DesktopSession() {}

    /** @param arguments width and height of the screen */
    public static void main(String[] arguments) throws Exception {
        new DesktopSession().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.exit(0);
    }

    private void run(int width, int height) throws Exception {
        Frame window = new Frame();
        window.setUndecorated(true);
        window.setBounds(0, 0, width, height);
        CountDownLatch clicked = new CountDownLatch(1);
        MouseAdapter mouse = new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                tell("pressed " + event.getX() + " " + event.getY());
                ((Component) event.getSource()).requestFocus();
            }

            @Override
            public void mouseReleased(MouseEvent event) {
                tell("released " + event.getX() + " " + event.getY());
                clicked.countDown();
            }

            @Override
            public void mouseWheelMoved(MouseWheelEvent event) {
                tell("wheel " + event.getWheelRotation());
            }
        };
        window.addMouseListener(mouse);
        window.addMouseWheelListener(mouse);
        window.addKeyListener(new KeyAdapter() {
            @Override
            public void keyTyped(KeyEvent event) {
                tell("typed " + event.getKeyChar());
                if (event.getKeyChar() == '!') {
                    lastSeen.countDown();
                }
            }
        });
        CountDownLatch focused = new CountDownLatch(1);
        window.addWindowFocusListener(new java.awt.event.WindowAdapter() {
            @Override
            public void windowGainedFocus(java.awt.event.WindowEvent event) {
                focused.countDown();
            }
        });
        window.setVisible(true);

        DesktopInput input = new DesktopInput(new DesktopSettingsTest.Configured(new String[] {"c1"}, "", true));
        // Halfway to the right, a quarter down.
        input.input("c1", pointer(Action.DOWN, 0.5, 0.25));
        input.input("c1", pointer(Action.UP, 0.5, 0.25));
        await(clicked, "the click did not arrive");
        await(focused, "the window has no focus");
        input.input("c1", new InputEvent.Scroll(false, true, 1));
        for (char c : "aB!".toCharArray()) {
            input.input("c1", new InputEvent.Key(true, c, 0));
            input.input("c1", new InputEvent.Key(false, c, 0));
        }
        await(lastSeen, "the last key did not arrive");
        input.deactivate();
    }

    private static InputEvent pointer(Action action, double x, double y) {
        return new InputEvent.Pointer(action, List.of(new Contact(0, x, y)));
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(60, TimeUnit.SECONDS)) {
            tell(otherwise);
            System.exit(1);
        }
    }

    private static void tell(String what) {
        System.out.println(what);
    }
}
