# SPDX-License-Identifier: Apache-2.0
"""Draws benchmark figures as SVG, with nothing but text."""

WIDTH, LEFT, RIGHT = 960, 70, 20
TOP, PANEL, GAP = 40, 220, 60


def link(path, rates, frames, profile):
    """Bit rate sent and carried above, delay of each frame (second, ms, whether it came whole) below; rates are of half seconds."""
    seconds = len(rates) / 2
    most_rate, most_delay = 10e6, max(220.0, max(ms for _, ms, _ in frames) * 1.05)

    def x(second):
        return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds

    def y(panel, value, most):
        return TOP + panel * (PANEL + GAP) + PANEL * (1 - min(value, most) / most)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{TOP + 2 * PANEL + GAP + 40}" '
             'font-family="sans-serif" font-size="12">', '<rect width="100%" height="100%" fill="white"/>']

    def text(at_x, at_y, what, anchor="middle"):
        parts.append(f'<text x="{at_x:.0f}" y="{at_y:.0f}" text-anchor="{anchor}">{what}</text>')

    def line(points, colour, width=1.5, dash=""):
        path_text = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{path_text}" fill="none" stroke="{colour}" stroke-width="{width}" '
                     f'stroke-dasharray="{dash}"/>')

    for panel, (title, most, steps, unit) in enumerate((
            ("Mbit/s: sent (blue), carried by the link (grey; 20 where it leaves the picture)", most_rate, range(0, 11, 2), 1e6),
            ("Frame delay in ms, from the frame's hand-in to its last packet behind the link; red: lost or damaged, until the next whole one",
             most_delay,
             range(0, int(most_delay), 50), 1))):
        text(LEFT, TOP - 12 + panel * (PANEL + GAP), title, "start")
        for step in steps:
            line([(x(0), y(panel, step * unit, most)), (x(seconds), y(panel, step * unit, most))], "#ddd", 1)
            text(LEFT - 8, y(panel, step * unit, most) + 4, step, "end")
        for second in range(0, int(seconds) + 1, 5):
            text(x(second), y(panel, 0, most) + 18, f"{second} s")
    ends = [since for since, _ in profile[1:]] + [seconds]
    line([point for (since, rate), end in zip(profile, ends)
          for point in ((x(since), y(0, rate, most_rate)), (x(end), y(0, rate, most_rate)))], "#999", 2)
    line([(x((i + 0.5) / 2), y(0, rate, most_rate)) for i, rate in enumerate(rates)], "#1f6fd0", 2)
    line([(x(0), y(1, 200, most_delay)), (x(seconds), y(1, 200, most_delay))], "#c33", 1, "4 4")
    for second, ms, whole in frames:
        if 0 <= second <= seconds:
            parts.append(f'<circle cx="{x(second):.1f}" cy="{y(1, ms, most_delay):.1f}" r="{1.2 if whole else 2}" '
                         f'fill="{"#1f6fd0" if whole else "#c33"}"/>')
    path.write_text("\n".join(parts + ["</svg>", ""]))
