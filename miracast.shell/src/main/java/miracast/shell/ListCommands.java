// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./miracast devices}, {@code encoders} and {@code sources}: what there is, and why what is missing is missing. */
final class ListCommands {
    private ListCommands() {}

    @Command(name = "devices", description = "Lists the Wi-Fi devices in reach, and the ways to reach them.")
    static final class Devices implements Callable<Integer> {
        private final Environment environment;

        @Mixin
        private GlobalOptions global;

        Devices(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Listing listing = new Listing(environment.parts());
            Terminal terminal = environment.terminal(global);
            Listing.deviceTable(listing.devices()).lines(terminal.columns()).forEach(terminal::line);
            terminal.line("");
            Listing.providerTable(listing.providers()).lines(terminal.columns()).forEach(terminal::line);
            JsonObject json = new JsonObject();
            json.add("devices", new Gson().toJsonTree(listing.devices()));
            json.add("providers", new Gson().toJsonTree(listing.providers()));
            terminal.result(json);
            return ExitCode.OK;
        }
    }

    @Command(name = "encoders", description = "Lists the encoders of pictures and sound, and why one is missing.")
    static final class Encoders implements Callable<Integer> {
        private final Environment environment;

        @Mixin
        private GlobalOptions global;

        Encoders(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Listing listing = new Listing(environment.parts());
            return list(
                    environment.terminal(global),
                    "encoders",
                    listing.encoders(),
                    "audioEncoders",
                    listing.audioEncoders());
        }
    }

    @Command(name = "sources", description = "Lists the sources of pictures and sound, and why one is missing.")
    static final class Sources implements Callable<Integer> {
        private final Environment environment;

        @Mixin
        private GlobalOptions global;

        Sources(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            Listing listing = new Listing(environment.parts());
            return list(
                    environment.terminal(global), "sources", listing.sources(), "audioSources", listing.audioSources());
        }
    }

    private static int list(
            Terminal terminal,
            String pictures,
            List<Listing.Part> ofPictures,
            String sound,
            List<Listing.Part> ofSound) {
        Listing.table("No bundle with " + pictures + " is installed.", "PICTURES", ofPictures)
                .lines(terminal.columns())
                .forEach(terminal::line);
        terminal.line("");
        Listing.table("No bundle with " + pictures + " of sound is installed.", "SOUND", ofSound)
                .lines(terminal.columns())
                .forEach(terminal::line);
        JsonObject json = new JsonObject();
        json.add(pictures, new Gson().toJsonTree(ofPictures));
        json.add(sound, new Gson().toJsonTree(ofSound));
        terminal.result(json);
        return ExitCode.OK;
    }
}
