package dev.tidepath.forecasting.store;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of one JSON document, with the position where it fails. */
final class JsonReading {

    private static final String SAVE_AGAIN = "save the model again, or copy the file again";

    /** After a comma, Jackson has no exception of its own for the end of the input. */
    private static final String END = "Unexpected end-of-input";

    private final Reader in;
    private final String file;
    private final String what;

    /** Reads what the file is said to hold, such as a model. */
    JsonReading(Reader in, String file, String what) {
        this.in = in;
        this.file = file;
        this.what = what;
    }

    Json document() throws IOException {
        try (JsonParser parser = JsonText.FACTORY.createParser(in)) {
            try {
                if (parser.nextToken() == null) {
                    throw new ModelFormatException(file, "the file is empty", SAVE_AGAIN);
                }
                Json document = value(parser);
                if (parser.nextToken() != null) {
                    throw broken(parser, null, "something follows the end of the " + what);
                }
                return document;
            } catch (StreamConstraintsException e) {
                throw broken(
                        parser,
                        e,
                        "nothing in a " + what + " file goes beyond " + JsonText.MOST_CHARACTERS
                                + " characters, " + JsonText.DEEPEST + " levels and " + JsonText.LONGEST_NUMBER
                                + " digits, but this does");
            } catch (JsonProcessingException e) {
                boolean ended = String.valueOf(e.getOriginalMessage()).startsWith(END);
                throw broken(parser, e, ended ? "the file ends in the middle of the " + what : "this is not JSON");
            } catch (CharacterCodingException e) {
                throw broken(parser, e, "this is not text in UTF-8");
            }
        }
    }

    private ModelFormatException broken(JsonParser parser, @Nullable IOException cause, String what) {
        JsonLocation at = parser.currentLocation();
        if (cause instanceof JsonProcessingException e && e.getLocation() != null) {
            at = e.getLocation();
        }
        ModelFormatException failure =
                new ModelFormatException(file + ":" + at.getLineNr() + ":" + at.getColumnNr(), what, SAVE_AGAIN);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }

    private Json value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Json.Text(unicode(parser, parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> new Json.Flag(true);
            case VALUE_FALSE -> new Json.Flag(false);
            case VALUE_NULL -> new Json.Nothing();
            default -> throw broken(parser, null, "this is not JSON");
        };
    }

    private Json.Fields fields(JsonParser parser) throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = unicode(parser, parser.currentName());
            parser.nextToken();
            if (fields.put(name, value(parser)) != null) {
                throw broken(parser, null, "a second field of the name " + Place.quoted(name));
            }
        }
        return new Json.Fields(fields);
    }

    private Json.Items items(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json.Items(items);
    }

    /** Halves of surrogate pairs have no UTF-8. */
    private String unicode(JsonParser parser, String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw broken(parser, null, "a text with half a character");
        }
        return text;
    }
}
