package dev.tidepath.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows the options of a command's mixins in the help, each mixin's under a heading of its own. */
final class OptionGroups implements IHelpSectionRenderer {

    private final List<String> mixins;

    private OptionGroups(List<String> mixins) {
        this.mixins = mixins;
    }

    /**
     * A command whose help shows its options so; those of no mixin come first.
     *
     * @param command an object with the annotations of picocli
     * @param mixins names of its mixins in the order they are shown in; their options stand under the name
     * @return for picocli
     */
    static CommandLine commandLine(Object command, String... mixins) {
        CommandLine commandLine = new CommandLine(command);
        commandLine
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups(List.of(mixins)));
        return commandLine;
    }

    @Override
    public String render(Help help) {
        Map<String, OptionSpec> others = new LinkedHashMap<>();
        help.commandSpec().options().forEach(option -> others.put(option.longestName(), option));
        StringBuilder groups = new StringBuilder();
        for (String mixin : mixins) {
            List<OptionSpec> options = options(help, mixin);
            options.forEach(option -> others.remove(option.longestName()));
            groups.append(String.format(Locale.ROOT, "%n%s%n", mixin)).append(list(help, options));
        }
        return list(help, others.values()) + groups;
    }

    private static List<OptionSpec> options(Help help, String mixin) {
        CommandSpec spec = help.commandSpec().mixins().get(mixin);
        if (spec == null) {
            throw new IllegalStateException("there is no mixin " + mixin);
        }
        return spec.options();
    }

    private static String list(Help help, Collection<OptionSpec> options) {
        Layout layout = help.createDefaultLayout(
                help.commandSpec().options(), help.commandSpec().positionalParameters(), help.colorScheme());
        layout.addOptions(List.copyOf(options), help.parameterLabelRenderer());
        return layout.toString();
    }
}
