package dev.tidepath.forecasting.store;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forms of public records: an object with one field a component. The fields' names are stated, in the order of the
 * components, so that a component may be renamed and a file stays readable; one that is added, taken away or of another
 * type is noticed when the form is made.
 *
 * <pre>{@code
 * Form<Anchor> anchor = RecordForm.of(Anchor.class, part("share", SHARE), part("decay", POSITIVE), ...);
 * }</pre>
 */
final class RecordForm {

    private RecordForm() {}

    /**
     * A field: its name, and how its value stands there; or, where the name is empty, a component that is in no file and
     * always the same.
     *
     * @param unless the value for which the field is left out
     */
    record Part<T>(String name, Form<T> form, Optional<T> unless) {

        private boolean isLeftOut(Object value) {
            return name.isEmpty() || unless.filter(value::equals).isPresent();
        }

        private Json write(Object value) {
            return form.write(form.type().cast(value));
        }

        private T in(FieldReader reader) {
            boolean isAbsent = name.isEmpty() || !reader.has(name);
            return unless.isPresent() && isAbsent ? unless.get() : reader.take(name, form);
        }
    }

    static <T> Part<T> part(String name, Form<T> form) {
        return new Part<>(name, form, Optional.empty());
    }

    /** A field that is left out where the value is the one of files from before there was such a field. */
    static <T> Part<T> optional(String name, Form<T> form, T unless) {
        return new Part<>(name, form, Optional.of(unless));
    }

    /** A component that is in no file. */
    static <T> Part<T> always(Form<T> form, T value) {
        return new Part<>("", form, Optional.of(value));
    }

    /**
     * The form of a record.
     *
     * @throws IllegalArgumentException if the parts are not those of the record
     */
    static <R extends Record> Form<R> of(Class<R> type, Part<?>... parts) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        if (components.size() != parts.length) {
            throw new IllegalArgumentException(
                    type + " has " + components.size() + " components, its form " + parts.length + " parts");
        }
        for (int i = 0; i < parts.length; i++) {
            Class<?> component = wrapped(components.get(i).getType());
            if (component != parts[i].form().type()) {
                throw new IllegalArgumentException(type + ": component " + components.get(i) + " is no "
                        + parts[i].form().type());
            }
        }
        Constructor<R> constructor = constructor(type, components);
        return new Form<>(type, value -> write(value, components, parts), (json, place) -> {
            FieldReader reader = new FieldReader(json, place);
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].in(reader);
            }
            reader.end();
            return make(constructor, values, place);
        });
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static <R> Constructor<R> constructor(Class<R> type, List<RecordComponent> components) {
        try {
            return type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
    }

    private static Json write(Record value, List<RecordComponent> components, Part<?>[] parts) {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            try {
                Object component = components.get(i).getAccessor().invoke(value);
                if (!parts[i].isLeftOut(component)) {
                    fields.put(parts[i].name(), parts[i].write(component));
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the record is not public: " + value.getClass(), e);
            }
        }
        return new Json.Fields(fields);
    }

    private static <R> R make(Constructor<R> constructor, Object[] values, Place place) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw place.wrong(String.valueOf(refused.getMessage()));
            }
            throw new IllegalStateException(constructor.toString(), e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("the record is not public: " + constructor, e);
        }
    }
}
