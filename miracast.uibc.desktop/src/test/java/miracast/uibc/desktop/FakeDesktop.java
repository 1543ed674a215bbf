// SPDX-License-Identifier: Apache-2.0
package miracast.uibc.desktop;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/** A desktop of 1000 x 500 pixels at 100, 200 that notes what is done to it. */
final class FakeDesktop implements Desktop {
    final List<String> done = new ArrayList<>();

    @Override
    public Rectangle area() {
        return new Rectangle(100, 200, 1000, 500);
    }

    @Override
    public void move(int x, int y) {
        done.add("move " + x + " " + y);
    }

    @Override
    public void button(int number, boolean down) {
        done.add("button " + number + (down ? " down" : " up"));
    }

    @Override
    public void wheel(int notches) {
        done.add("wheel " + notches);
    }

    @Override
    public void key(int code, boolean down) {
        done.add("key " + code + (down ? " down" : " up"));
    }

    List<String> taken() {
        List<String> taken = List.copyOf(done);
        done.clear();
        return taken;
    }
}
