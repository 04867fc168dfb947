package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.DataException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * How the values of one type stand in a model file: both ways, with what is allowed.
 *
 * @param type the type
 * @param writer makes JSON of a value
 * @param reader makes a value of JSON, or refuses it with its place
 * @param <T> the type
 */
record Form<T>(Class<T> type, Function<T, Json> writer, BiFunction<Json, Place, T> reader) {

    /** Any finite number. */
    static final Form<Double> NUMBER = number("a number", v -> true);

    /** A number above zero. */
    static final Form<Double> POSITIVE = number("a positive number", v -> v > 0);

    /** Zero or a number above it. */
    static final Form<Double> NOT_NEGATIVE = number("zero or a positive number", v -> v >= 0);

    /** A number from zero to one. */
    static final Form<Double> SHARE = number("a number from 0 to 1", v -> v >= 0 && v <= 1);

    /** A whole number of 64 bits. */
    static final Form<Long> WHOLE = new Form<>(Long.class, Json.Num::of, Form::whole);

    /** Any text. */
    static final Form<String> TEXT = new Form<>(String.class, Json.Text::new, (json, place) -> {
        if (json instanceof Json.Text text) {
            return text.value();
        }
        throw place.wrong("a text is expected, not " + json.kind());
    });

    /** True or false. */
    static final Form<Boolean> FLAG = new Form<>(Boolean.class, Json.Flag::new, (json, place) -> {
        if (json instanceof Json.Flag flag) {
            return flag.value();
        }
        throw place.wrong("true or false is expected, not " + json.kind());
    });

    Json write(T value) {
        return writer.apply(value);
    }

    T read(Json json, Place place) {
        return reader.apply(json, place);
    }

    /** Numbers of a kind. */
    static Form<Double> number(String what, DoublePredicate allowed) {
        return new Form<>(Double.class, Form::finite, (json, place) -> {
            if (!(json instanceof Json.Num number)) {
                throw place.wrong(what + " is expected, not " + json.kind());
            }
            double value = Double.parseDouble(number.digits());
            if (!Double.isFinite(value)) {
                throw place.wrong(number.digits() + " is beyond the range of numbers");
            }
            if (!allowed.test(value)) {
                throw place.wrong(what + " is expected, not " + number.digits());
            }
            return value;
        });
    }

    private static Json finite(double value) {
        if (!Double.isFinite(value)) {
            throw new DataException(
                    "TP-D042",
                    "",
                    "the values are so large that the model leaves the range of numbers",
                    "give them in a larger unit");
        }
        return Json.Num.of(value);
    }

    private static long whole(Json json, Place place) {
        if (!(json instanceof Json.Num number)) {
            throw place.wrong("a whole number is expected, not " + json.kind());
        }
        try {
            return Long.parseLong(number.digits());
        } catch (NumberFormatException e) {
            throw place.wrong("a whole number of 64 bits is expected, not " + number.digits());
        }
    }

    /** A whole number in a range, both ends included. */
    static Form<Integer> count(int least, int most) {
        return new Form<>(Integer.class, Json.Num::of, (json, place) -> {
            long value = whole(json, place);
            if (value < least || value > most) {
                throw place.wrong("a whole number from " + least + " to " + most + " is expected, not " + value);
            }
            return (int) value;
        });
    }

    /** An array of numbers of a kind. */
    static Form<double[]> numbers(Form<Double> number) {
        return list(number, Integer.MAX_VALUE)
                .as(
                        double[].class,
                        values ->
                                values.stream().mapToDouble(Double::doubleValue).toArray(),
                        values -> Arrays.stream(values).boxed().toList());
    }

    /** An array of at most so many items. */
    @SuppressWarnings("unchecked") // the class of a list does not tell of what
    static <E> Form<List<E>> list(Form<E> item, int most) {
        return new Form<>(
                (Class<List<E>>) (Class<?>) List.class,
                list -> new Json.Items(list.stream().map(item::write).toList()),
                (json, place) -> {
                    if (!(json instanceof Json.Items items)) {
                        throw place.wrong("an array is expected, not " + json.kind());
                    }
                    if (items.values().size() > most) {
                        throw place.wrong("at most " + most + " items are expected, not "
                                + items.values().size());
                    }
                    List<E> list = new ArrayList<>();
                    for (int i = 0; i < items.values().size(); i++) {
                        list.add(item.read(items.values().get(i), place.item(i)));
                    }
                    return Collections.unmodifiableList(list);
                });
    }

    /** A value that is there; where there may be none, its field is left out. */
    @SuppressWarnings("unchecked") // the class of an optional does not tell of what
    static <E> Form<Optional<E>> present(Form<E> form) {
        return new Form<>(
                (Class<Optional<E>>) (Class<?>) Optional.class,
                value -> form.write(value.orElseThrow()),
                (json, place) -> Optional.of(form.read(json, place)));
    }

    /** An object whose fields are called as the user likes; they keep their order. */
    @SuppressWarnings("unchecked") // the class of a map does not tell of what
    static <V> Form<Map<String, V>> map(Form<V> value) {
        return new Form<>(
                (Class<Map<String, V>>) (Class<?>) Map.class,
                map -> {
                    Map<String, Json> fields = new LinkedHashMap<>();
                    map.forEach((name, v) -> fields.put(name, value.write(v)));
                    return new Json.Fields(fields);
                },
                (json, place) -> {
                    Map<String, V> map = new LinkedHashMap<>();
                    FieldReader reader = new FieldReader(json, place);
                    for (String name : List.copyOf(reader.rest().values().keySet())) {
                        map.put(name, reader.take(name, value));
                    }
                    return Collections.unmodifiableMap(map);
                });
    }

    /** One of several values, each with its name in the file. */
    static <E> Form<E> choice(Class<E> type, Map<E, String> names) {
        return new Form<>(
                type,
                value -> {
                    String name = names.get(value);
                    if (name == null) {
                        throw new IllegalArgumentException(value + " has no name in model files");
                    }
                    return new Json.Text(name);
                },
                (json, place) -> {
                    String found = TEXT.read(json, place);
                    return names.entrySet().stream()
                            .filter(e -> e.getValue().equals(found))
                            .findFirst()
                            .orElseThrow(() -> place.wrong(
                                    "one of " + names.values().stream().sorted().toList() + " is expected, not "
                                            + Place.quoted(found)))
                            .getKey();
                });
    }

    /** The same for a type that is made of this one; a maker that refuses a value names the reason. */
    <U> Form<U> as(Class<U> other, Function<T, U> maker, Function<U, T> taker) {
        return new Form<>(other, value -> write(taker.apply(value)), (json, place) -> {
            T part = read(json, place);
            try {
                return maker.apply(part);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw place.wrong(String.valueOf(e.getMessage()));
            }
        });
    }
}
