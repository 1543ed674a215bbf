// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import miracast.api.Inventory;
import miracast.api.VideoMode;
import miracast.api.sink.SinkRequest;
import miracast.api.sink.SinkSession;
import miracast.wire.edid.Edid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WifiDisplaySinkTest {
    private final FfmpegLibrary library = new FfmpegLibrary();
    private final SinkFixture.Settings settings = new SinkFixture.Settings();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        library.close();
    }

    private void refuses(String... message) {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        try {
            assertThat(new SinkInventory(library, sink).configurationFaults())
                    .singleElement()
                    .asString()
                    .startsWith("configuration miracast.sink is not used, the defaults hold: ")
                    .contains(message);
        } finally {
            sink.close();
        }
    }

    @Test
    void refusesAReceiveBufferOutOfRange() {
        settings.receiveBuffer = 5;
        refuses("receiveBuffer 5 is not in 65536 to 67108864");
    }

    @Test
    void refusesDecoderThreadsOutOfRange() {
        settings.decoderThreads = 17;
        refuses("decoderThreads 17 is not in 1 to 16");
    }

    @Test
    void refusesAMonitorNameThatDoesNotFit() {
        settings.monitorName = "a name that is too long";
        refuses("monitor name 'a name that is too long'");
    }

    @Test
    void refusesAParameterThatIsNone() {
        settings.parameters = new String[] {"microsoft_max_bitrate=5"};
        refuses("parameters 'microsoft_max_bitrate=5' is not 'name: value'");
    }

    @Test
    void furtherParametersReplaceAndAdd() throws Exception {
        settings.parameters =
                new String[] {"wfd_connector_type: 07", "microsoft_max_bitrate: 5000000", "wfd_uibc_capability:"};
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        try (TestSource source = new TestSource()) {
            sink.connect(
                    SinkRequest.builder("tv", source.address()).decode(false).build());
            assertThat(source.accept()
                            .options()
                            .ask("wfd_connector_type", "microsoft_max_bitrate", "wfd_uibc_capability"))
                    .isEqualTo("wfd_connector_type: 07\r\nmicrosoft_max_bitrate: 5000000\r\n");
        } finally {
            sink.close();
        }
    }

    @Test
    void aChangeHoldsFromTheNextSessionOnAndAWrongOneNever() throws Exception {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        settings.parameters = new String[] {"wfd_connector_type: 07"};
        sink.modified(settings);
        settings.parameters = new String[] {"wfd_connector_type: 09"};
        settings.decoderThreads = 17;
        sink.modified(settings);
        try (TestSource source = new TestSource()) {
            sink.connect(
                    SinkRequest.builder("tv", source.address()).decode(false).build());
            assertThat(source.accept().options().ask("wfd_connector_type")).isEqualTo("wfd_connector_type: 07\r\n");
        } finally {
            sink.close();
        }
    }

    @Test
    void refusesARequestWithoutAddress() {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        SinkRequest request = SinkRequest.builder("tv", InetSocketAddress.createUnresolved("nowhere", 7236))
                .build();
        assertThatThrownBy(() -> sink.connect(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        sink.close();
    }

    @Test
    void refusesARecordingInNoFolder() {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        SinkRequest request = SinkRequest.builder("tv", new InetSocketAddress("127.0.0.1", 7236))
                .recording(folder.resolve("none/recording.ts"))
                .build();
        assertThatThrownBy(() -> sink.connect(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none/recording.ts");
        sink.close();
    }

    @Test
    void refusesAParameterWithALineEnd() {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        SinkRequest request = SinkRequest.builder("tv", new InetSocketAddress("127.0.0.1", 7236))
                .parameters(Map.of("wfd_connector_type", "05\r\nx: y"))
                .build();
        assertThatThrownBy(() -> sink.connect(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wfd_connector_type");
        sink.close();
    }

    @Test
    void takesItsSessionsAlongWhenItCloses() throws Exception {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings, SinkFixture.TIMING);
        try (TestSource source = new TestSource()) {
            SinkSession session =
                    sink.connect(SinkRequest.builder("tv", source.address()).build());
            source.negotiate();
            sink.close();
            assertThat(session.closed().toCompletableFuture()).isCompletedWithValue("the viewer ended the session");
        }
    }

    @Test
    void inventoryTellsThatItDecodes() {
        WifiDisplaySink sink = new WifiDisplaySink(library, settings);
        Inventory.Part part = new SinkInventory(library, sink).parts().get(0);
        assertThat(part.kind()).isEqualTo(Inventory.Kind.SINK);
        assertThat(part.available()).isTrue();
        assertThat(part.detail()).startsWith("receives and checks; decodes H.264 and AAC with FFmpeg ");
        sink.close();
    }

    @Test
    void edidHasTheNameAndTheModeOfATelevision() throws Exception {
        Edid edid = Edid.parse(TelevisionEdid.named("Kitchen"));
        assertThat(edid.name()).contains("Kitchen");
        assertThat(edid.preferredMode()).contains(VideoMode.progressive(1920, 1080, 60));
        assertThat(edid.manufacturer()).isEqualTo("MCS");
        assertThat(edid.extensions()).isZero();
    }
}
