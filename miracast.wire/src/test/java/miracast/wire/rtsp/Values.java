// SPDX-License-Identifier: Apache-2.0
package miracast.wire.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Makes values of every parameter, none of them like a real sink's but by chance; the same ones for the same seed. */
final class Values {
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    /** Beside what must not be in a value or header of its kind. */
    private static final int FIRST_VISIBLE = '!';

    private static final int LAST_VISIBLE = '~';

    private final SplittableRandom random;

    Values(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number of up to so many bits; the extremes and single bits are as likely as all others together. */
    long bits(int count) {
        long all = (1L << count) - 1;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> all;
            case 2 -> 1L << random.nextInt(count);
            default -> random.nextLong() & all;
        };
    }

    int small(int bits) {
        return (int) bits(bits);
    }

    int from(int least, int most) {
        return switch (random.nextInt(6)) {
            case 0 -> least;
            case 1 -> most;
            default -> random.nextInt(least, most + 1);
        };
    }

    boolean rarely() {
        return random.nextInt(16) == 0;
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    <T> List<T> list(int most, Function<Values, T> each) {
        List<T> list = new ArrayList<>();
        for (int n = from(0, most); n > 0; n--) {
            list.add(each.apply(this));
        }
        return list;
    }

    private String text(int least, int most, String without) {
        StringBuilder text = new StringBuilder();
        for (int n = from(least, most); n > 0; n--) {
            char c;
            do {
                c = (char) random.nextInt(FIRST_VISIBLE, LAST_VISIBLE + 1);
            } while (without.indexOf(c) >= 0);
            text.append(c);
        }
        return text.toString();
    }

    private String name(int most) {
        StringBuilder name = new StringBuilder();
        for (int n = from(1, most); n > 0; n--) {
            name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
        }
        return name.toString();
    }

    /** Words with single blanks between, as a person writes them. */
    String words() {
        return String.join(" ", list(6, values -> values.text(1, 12, "")));
    }

    private String hex(int digits) {
        return Fields.hex(bits(digits * 4 - 1), digits);
    }

    H264Codec codec(VideoDialect dialect) {
        VideoDialect.Digits digits = dialect.digits();
        return new H264Codec(
                dialect,
                small(4 * digits.profile()),
                small(4 * digits.level()),
                bits(4 * digits.cea()),
                bits(4 * digits.vesa()),
                bits(4 * digits.hh()),
                small(8),
                small(16),
                small(16),
                small(8),
                dialect.namesCodec() ? 0 : small(16),
                dialect.namesCodec() ? 0 : small(16));
    }

    VideoFormats videoFormats(VideoDialect dialect) {
        List<H264Codec> codecs = list(4, values -> values.codec(dialect));
        return codecs.isEmpty()
                ? VideoFormats.none(dialect)
                : new VideoFormats(
                        dialect,
                        small(4 * dialect.digits().nativeMode()),
                        !dialect.namesCodec() && random.nextBoolean(),
                        codecs);
    }

    MicrosoftVideoFormats microsoftVideoFormats() {
        return new MicrosoftVideoFormats(bits(48));
    }

    MicrosoftCursor cursor() {
        return rarely()
                ? MicrosoftCursor.NONE
                : new MicrosoftCursor(random.nextBoolean(), from(1, 0xFFFF), from(1, 0xFFFF), from(1, 0xFFFF));
    }

    AudioCodecs audioCodecs() {
        return new AudioCodecs(list(
                5,
                values -> new AudioCodec(
                        values.oneOf(AudioFormat.values()), Math.max(1, values.bits(32)), values.small(8))));
    }

    ClientRtpPorts clientRtpPorts() {
        return new ClientRtpPorts(oneOf(RtpProfile.values()), from(1, 65535), from(0, 65535), oneOf("play", "recv"));
    }

    ContentProtection contentProtection() {
        return rarely()
                ? ContentProtection.NONE
                : new ContentProtection("HDCP" + from(0, 9) + "." + from(0, 9), from(1, 65535));
    }

    DisplayEdid displayEdid() {
        byte[] octets = new byte[DisplayEdid.BLOCK * (rarely() ? DisplayEdid.MAX_BLOCKS : from(0, 4))];
        random.nextBytes(octets);
        for (int block = 0; block < octets.length; block += DisplayEdid.BLOCK) {
            byte sum = 0;
            for (int at = block; at < block + DisplayEdid.BLOCK - 1; at++) {
                sum += octets[at];
            }
            octets[block + DisplayEdid.BLOCK - 1] = (byte) -sum;
        }
        return DisplayEdid.of(octets);
    }

    FormatChangeTiming formatChangeTiming() {
        return new FormatChangeTiming(bits(33), bits(33));
    }

    private DisplayTiming.Axis axis(int most) {
        return new DisplayTiming.Axis(from(1, most), from(0, 4000), random.nextBoolean(), small(15), small(16));
    }

    /** Of a mode of 1 to 240 pictures a second whose pixel clock has room in its field. */
    private DisplayTiming displayTiming() {
        while (true) {
            DisplayTiming.Axis horizontal = axis(16_384);
            DisplayTiming.Axis vertical = axis(16_384);
            long pixels = (long) (horizontal.active() + horizontal.blank()) * (vertical.active() + vertical.blank());
            long clock = Math.round((double) from(1, 240) * pixels / 10_000);
            try {
                return new DisplayTiming((int) Math.min(clock, 0xFFFFFF), horizontal, vertical);
            } catch (IllegalArgumentException e) {
                // So small that no clock of whole units comes near the rate, or so large that none has room.
            }
        }
    }

    PreferredDisplayMode preferredDisplayMode() {
        return new PreferredDisplayMode(displayTiming(), small(8), small(8), small(8), codec(VideoDialect.RELEASE_1));
    }

    private String url() {
        return rarely() ? "" : "rtsp://" + text(0, 500, "");
    }

    PresentationUrl presentationUrl() {
        return new PresentationUrl(url(), url());
    }

    SessionHeader sessionHeader() {
        return new SessionHeader(text(1, 256, ";"), from(0, 86_400));
    }

    OptionList optionList() {
        return new OptionList(list(10, values -> values.text(1, 20, ",\"")));
    }

    TeardownReason teardownReason() {
        return new TeardownReason(random.nextInt(), words());
    }

    private Transport transport(RtpProfile profile) {
        int client = from(0, 65535);
        int server = from(0, 65535);
        return new Transport(
                profile, client, client == 0 ? 0 : from(0, 65535), server, server == 0 ? 0 : from(0, 65535));
    }

    Transport transport() {
        return transport(oneOf(RtpProfile.values()));
    }

    UibcCapability uibcCapability() {
        return new UibcCapability(
                list(3, values -> values.oneOf(UibcCapability.Category.values())),
                list(10, values -> values.oneOf(UibcCapability.Input.values())),
                list(
                        10,
                        values -> new UibcCapability.HidInput(
                                values.oneOf(UibcCapability.Input.values()),
                                values.oneOf(UibcCapability.Path.values()))),
                from(0, 65535));
    }

    /** Formats for two eyes, which nobody reads here. */
    String stereoFormats() {
        return rarely()
                ? Fields.NONE
                : String.join(
                        " ", hex(2), hex(2), hex(2), hex(2), hex(16), hex(2), hex(4), hex(4), hex(2), "none", hex(4));
    }

    String coupledSink() {
        return oneOf(Fields.NONE, "0" + from(0, 2) + " none", "0" + from(0, 2) + " " + hex(12));
    }

    Parameters parameters() {
        Parameters.Builder body = Parameters.builder();
        for (int n = from(0, 20); n > 0; n--) {
            body.add(name(128), words());
        }
        return body.build();
    }

    ParameterErrors parameterErrors() {
        Parameters.Builder body = Parameters.builder();
        for (int n = from(0, 20); n > 0; n--) {
            List<String> codes = list(4, values -> String.valueOf(values.from(100, 999)));
            body.add(name(128), String.join(", ", codes));
        }
        return ParameterErrors.of(body.build());
    }

    /** The same value as another sender may write it: digits and names in any case, blanks around and between. */
    String spelledOtherwise(String value) {
        StringBuilder text = new StringBuilder(" ".repeat(random.nextInt(3)));
        for (char c : value.toCharArray()) {
            text.append(random.nextBoolean() ? Character.toLowerCase(c) : Character.toUpperCase(c));
            text.append(c == ' ' ? " ".repeat(random.nextInt(3)) : "");
        }
        return text.append(oneOf("", " ", "\t")).toString();
    }
}
