package dev.tidepath.forecasting.store;

import dev.tidepath.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Damage to a model file, at random by a key. */
final class MutatedModel {

    private static final String[] SCRAPS = {
        "\"",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\n",
        "\0",
        "\ufeff",
        "NaN",
        "-Infinity",
        "-",
        "e9",
        "1e999",
        "0x1",
        "null",
        "true",
        "\\",
        "\\u",
        "\\ud800",
        "\\u0000",
        "//",
        "/*",
        "'",
        "ä",
        "😀",
        "\u2028",
        ".",
        "00",
        " ",
        "[[[[[[[[",
        "{\"a\":",
        "\"sha256\":\"\",",
        "\"model\":\"latent-ode\",",
    };

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-1",
        "1",
        "0.5",
        "1e-300",
        "-1e300",
        "1e308",
        "1e999",
        "-1e999",
        "1e-999",
        "4.9e-324",
        "2147483647",
        "2147483648",
        "-2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "4096",
        "100000",
        "1.0",
        "1E2",
        "0.1000000000000000055511151231257827",
        "1" + "0".repeat(99),
        "1" + "0".repeat(150),
    };

    private MutatedModel() {}

    /** Damage that knows nothing of JSON. */
    static byte[] bytes(byte[] sound, RandomKey key) {
        byte[] out = sound.clone();
        int edits = 1 + key.below(0, 2);
        for (int i = 0; i < edits; i++) {
            RandomKey own = key.derive(i);
            int at = own.below(1, out.length + 1);
            int to = Math.min(out.length, at + own.below(2, 6));
            out = switch (own.below(3, 6)) {
                case 0 -> flipped(out, Math.min(at, out.length - 1), own.below(4, 8));
                case 1 -> splice(out, at, out.length, new byte[0]);
                case 2 -> splice(out, at, to, new byte[0]);
                case 3 ->
                    splice(out, at, at, Arrays.copyOfRange(out, at, Math.min(out.length, at + own.below(5, 200))));
                case 4 -> splice(out, at, at, new byte[] {(byte) own.below(6, 256)});
                default -> splice(out, at, to, SCRAPS[own.below(7, SCRAPS.length)].getBytes(StandardCharsets.UTF_8));
            };
            if (out.length == 0) {
                return out;
            }
        }
        return out;
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] out = bytes.clone();
        out[at] ^= (byte) (1 << bit);
        return out;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }

    /** Damage to one or two values anywhere in the document, most times with the checksum that fits. */
    static byte[] fields(Json.Fields sound, RandomKey key) {
        Json damaged = sound;
        int edits = 1 + key.below(0, 2);
        for (int i = 0; i < edits; i++) {
            damaged = inside(damaged, key.derive(i), 0);
        }
        if (damaged instanceof Json.Fields fields && key.uniform(1) < 0.9) {
            Map<String, Json> sealed = new LinkedHashMap<>(fields.values());
            sealed.put("sha256", new Json.Text(JsonText.sha256(fields, "sha256")));
            damaged = new Json.Fields(sealed);
        }
        return JsonText.compact(damaged).getBytes(StandardCharsets.UTF_8);
    }

    /** Goes down to a value at random and damages it. */
    private static Json inside(Json value, RandomKey key, int depth) {
        boolean deeper = key.uniform(0) < (depth == 0 ? 0.95 : 0.75);
        if (deeper && value instanceof Json.Fields fields && !fields.values().isEmpty()) {
            List<String> names = new ArrayList<>(fields.values().keySet());
            if (depth == 0 && key.uniform(2) < 0.7) {
                names.removeIf(name -> isHeader(fields.values().get(name)));
            }
            String name = names.get(key.below(1, names.size()));
            Map<String, Json> changed = new LinkedHashMap<>(fields.values());
            changed.put(name, inside(fields.values().get(name), key.derive("in"), depth + 1));
            return new Json.Fields(changed);
        }
        if (deeper && value instanceof Json.Items items && !items.values().isEmpty()) {
            int at = key.below(1, items.values().size());
            List<Json> changed = new ArrayList<>(items.values());
            changed.set(at, inside(changed.get(at), key.derive("in"), depth + 1));
            return new Json.Items(changed);
        }
        return damaged(value, key.derive("damage"));
    }

    private static boolean isHeader(Json value) {
        return value instanceof Json.Text || value instanceof Json.Num;
    }

    private static Json damaged(Json value, RandomKey key) {
        if (key.uniform(0) < 0.3) {
            return anything(key);
        }
        if (value instanceof Json.Fields fields && !fields.values().isEmpty()) {
            return damaged(fields, key);
        }
        if (value instanceof Json.Items items && !items.values().isEmpty()) {
            return damaged(items, key);
        }
        if (value instanceof Json.Text text) {
            return new Json.Text(
                    key.uniform(1) < 0.5 ? text.value() + "x" : SCRAPS[key.below(2, SCRAPS.length)].replace("\\u", ""));
        }
        return new Json.Num(NUMBERS[key.below(3, NUMBERS.length)]);
    }

    private static Json damaged(Json.Fields fields, RandomKey key) {
        Map<String, Json> changed = new LinkedHashMap<>(fields.values());
        List<String> names = List.copyOf(changed.keySet());
        String name = names.get(key.below(1, names.size()));
        Json removed = changed.remove(name);
        if (removed != null && key.uniform(2) < 0.6) {
            changed.put(key.uniform(3) < 0.5 ? name + "s" : names.get(key.below(4, names.size())), removed);
        }
        return new Json.Fields(changed);
    }

    private static Json damaged(Json.Items items, RandomKey key) {
        List<Json> changed = new ArrayList<>(items.values());
        int at = key.below(1, changed.size());
        switch (key.below(2, 3)) {
            case 0 -> changed.remove(at);
            case 1 -> changed.add(changed.get(at));
            default -> changed.clear();
        }
        return new Json.Items(changed);
    }

    private static Json anything(RandomKey key) {
        return switch (key.below(10, 8)) {
            case 0 -> new Json.Nothing();
            case 1 -> new Json.Flag(true);
            case 2 -> new Json.Text("");
            case 3 -> new Json.Items(List.of());
            case 4 -> new Json.Fields(Map.of());
            case 5 -> nested(key.below(11, 60));
            case 6 -> new Json.Items(List.of(new Json.Num("1"), new Json.Text("x")));
            default -> new Json.Num(NUMBERS[key.below(12, NUMBERS.length)]);
        };
    }

    private static Json nested(int depth) {
        Json value = new Json.Nothing();
        for (int i = 0; i < depth; i++) {
            value = new Json.Items(List.of(value));
        }
        return value;
    }
}
