package dev.tidepath.forecasting.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.tidepath.forecasting.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** JSON values as text: laid out for people in files, compact for the checksum. */
final class JsonText {

    /** The most characters of a file; a model of a thousand channels takes eight million. */
    static final int MOST_CHARACTERS = 64 << 20;

    static final int DEEPEST = 32;
    static final int LONGEST_NUMBER = 100;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MOST_CHARACTERS)
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNameLength(MOST_CHARACTERS)
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonText() {}

    /**
     * Reads a document.
     *
     * @throws ModelFormatException if it is not one JSON value
     * @throws IOException if reading fails
     */
    static Json parse(Reader in, String file) throws IOException {
        return parse(in, file, "model");
    }

    /** The same for what is no model. */
    static Json parse(Reader in, String file, String what) throws IOException {
        return new JsonReading(in, file, what).document();
    }

    /**
     * Writes a document for people: a field a line, arrays of numbers on one. The writer is not closed.
     *
     * @throws DataException with code TP-D073, before anything is written, if it is too large to be read
     */
    static void write(Json document, Writer out) throws IOException {
        write(document, MOST_CHARACTERS, out);
    }

    static void write(Json document, int most, Writer out) throws IOException {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withRootSeparator("");
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n")));
            write(document, generator);
        }
        if (text.getBuffer().length() >= most) {
            throw new DataException(
                    "TP-D073",
                    "",
                    String.format(
                            Locale.ROOT,
                            "the model is too large for a file: it takes %,d characters, and at most %,d can be loaded",
                            text.getBuffer().length() + 1,
                            most),
                    "fit fewer series or channels, or do not save the model (--save)");
        }
        out.append(text.getBuffer()).append('\n');
    }

    /** A value without white space. */
    static String compact(Json value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The checksum: hexadecimal SHA-256 of the compact document in UTF-8, its fields in order, but for one of them. */
    static String sha256(Json.Fields document, String without) {
        Map<String, Json> others = new LinkedHashMap<>(document.values());
        others.remove(without);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DigestOutputStream bytes = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
                write(new Json.Fields(others), generator);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not every text is Unicode: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Json value, JsonGenerator out) throws IOException {
        if (value instanceof Json.Text text) {
            out.writeString(text.value());
        } else if (value instanceof Json.Num number) {
            out.writeNumber(number.digits());
        } else if (value instanceof Json.Flag flag) {
            out.writeBoolean(flag.value());
        } else if (value instanceof Json.Items items) {
            out.writeStartArray();
            for (Json item : items.values()) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Json.Fields fields) {
            out.writeStartObject();
            for (Map.Entry<String, Json> field : fields.values().entrySet()) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else {
            out.writeNull();
        }
    }
}
