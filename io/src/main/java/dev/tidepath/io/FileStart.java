package dev.tidepath.io;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the first bytes of a file tell: its byte order mark, and whether it is text at all. */
final class FileStart {

    private static final Map<String, String> SIGNATURES = new LinkedHashMap<>();

    static {
        SIGNATURES.put("504b0304", "a zip archive");
        SIGNATURES.put("50415231", "a Parquet file");
        SIGNATURES.put("d0cf11e0", "an old Excel workbook or another Office file");
        SIGNATURES.put("425a68", "a bzip2 archive");
        SIGNATURES.put("fd377a58", "an xz archive");
        SIGNATURES.put("28b52ffd", "a zstd archive");
        SIGNATURES.put("25504446", "a PDF");
        SIGNATURES.put("894844460d0a", "an HDF5 file");
        SIGNATURES.put("53514c69746520666f726d6174", "an SQLite database");
    }

    private final byte[] bytes;
    private final String hex;

    FileStart(byte[] bytes) {
        this.bytes = bytes;
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, 16); i++) {
            b.append(Character.forDigit((bytes[i] >> 4) & 15, 16)).append(Character.forDigit(bytes[i] & 15, 16));
        }
        hex = b.toString();
    }

    /** Refuses what is not text, naming what it is. */
    void requireText(Origin origin, Optional<Charset> stated) {
        for (Map.Entry<String, String> e : SIGNATURES.entrySet()) {
            if (hex.startsWith(e.getKey()) && (!isWord(e.getKey()) || hasControl())) {
                String type = isWorkbook(e.getKey()) ? "an Excel workbook" : e.getValue();
                throw InputException.data("TP-D011", origin.name(), "this is " + type + ", not text", advice(type));
            }
        }
        if (isByteWise(charset(stated))) {
            requireNoNul(origin);
        }
    }

    /** Whether a signature could be the first letters of a header, such as PAR1. */
    private static boolean isWord(String signature) {
        return signature.equals("50415231") || signature.equals("425a68");
    }

    private boolean hasControl() {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean isWorkbook(String signature) {
        String names = new String(bytes, StandardCharsets.ISO_8859_1);
        return signature.equals("504b0304") && (names.contains("[Content_Types].xml") || names.contains("xl/"));
    }

    private static String advice(String type) {
        return type.endsWith("archive") ? "unpack it first" : "export it as CSV (UTF-8)";
    }

    private void requireNoNul(Origin origin) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw InputException.data(
                        "TP-D017",
                        origin.name(),
                        "this looks binary: byte " + Phrases.number(i + 1L) + " is zero",
                        "export the data as CSV (UTF-8)");
            }
        }
    }

    /** Whether the bytes are packed by gzip. */
    boolean isGzip() {
        return hex.startsWith("1f8b");
    }

    private static boolean isByteWise(Charset charset) {
        return !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32");
    }

    /** The character set that is stated, else that of the byte order mark, else UTF-8. */
    Charset charset(Optional<Charset> stated) {
        return stated.orElseGet(this::marked);
    }

    private Charset marked() {
        if (hex.startsWith("feff")) {
            return StandardCharsets.UTF_16BE;
        }
        return hex.startsWith("fffe") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    /** How many bytes the byte order mark takes. */
    int markLength(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8) && hex.startsWith("efbbbf")) {
            return 3;
        }
        return charset.equals(marked()) && !charset.equals(StandardCharsets.UTF_8) ? 2 : 0;
    }
}
