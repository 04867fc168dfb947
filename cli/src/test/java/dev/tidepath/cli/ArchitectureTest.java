package dev.tidepath.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The laws of the code base: who may use whom, the shape and the names of classes, and what no class may call. All
 * rules are here, in the module that sees the others; what they stand for is in docs/architecture.md.
 */
@AnalyzeClasses(packages = "dev.tidepath", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String[] LATENT_ODE = {
        "dev.tidepath.random..",
        "dev.tidepath.parallel..",
        "dev.tidepath.tensor..",
        "dev.tidepath.autodiff..",
        "dev.tidepath.ode..",
        "dev.tidepath.nn..",
        "dev.tidepath.sde..",
        "dev.tidepath.train..",
        "dev.tidepath.latent..",
        "dev.tidepath.flow..",
        "dev.tidepath.image..",
        "dev.tidepath.language.."
    };

    // ---- modules -----------------------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule modulesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("latent-ode")
            .definedBy(LATENT_ODE)
            .layer("forecasting")
            .definedBy("dev.tidepath.forecasting..")
            .layer("io")
            .definedBy("dev.tidepath.io..")
            .layer("cli")
            .definedBy("dev.tidepath.cli..")
            .whereLayer("latent-ode")
            .mayNotAccessAnyLayer()
            .whereLayer("forecasting")
            .mayOnlyAccessLayers("latent-ode")
            .whereLayer("io")
            .mayOnlyAccessLayers("forecasting")
            .whereLayer("cli")
            .mayOnlyAccessLayers("io", "forecasting", "latent-ode");

    @ArchTest
    static final ArchRule everyClassBelongsToAModule = classes()
            .should()
            .resideInAnyPackage(LATENT_ODE)
            .orShould()
            .resideInAnyPackage("dev.tidepath.forecasting..", "dev.tidepath.io..", "dev.tidepath.cli..");

    @ArchTest
    static final ArchRule onlyIoUsesTablesaw = onlyIn("dev.tidepath.io..", "tech.tablesaw..");

    @ArchTest
    static final ArchRule onlyIoUsesFastCsv = onlyIn("dev.tidepath.io..", "de.siegmar..");

    @ArchTest
    static final ArchRule onlyCliUsesPicocli = onlyIn("dev.tidepath.cli..", "picocli..");

    @ArchTest
    static final ArchRule onlyCliUsesProgressBars = onlyIn("dev.tidepath.cli..", "me.tongfei..");

    @ArchTest
    static final ArchRule onlyStoreUsesJackson = onlyIn("dev.tidepath.forecasting.store..", "com.fasterxml..");

    @ArchTest
    static final ArchRule onlyKernelsUseTheVectorApi = onlyIn("dev.tidepath.tensor.kernel..", "jdk.incubator..");

    @ArchTest
    static final ArchRule latentOdeHidesCommonsMath = noClasses()
            .that()
            .resideInAnyPackage(LATENT_ODE)
            .and()
            .resideOutsideOfPackage("dev.tidepath.ode.commonsmath..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.math3..");

    // ---- packages ----------------------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.tidepath.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule latentOdePackagesPointDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("random")
            .definedBy("dev.tidepath.random..")
            .layer("parallel")
            .definedBy("dev.tidepath.parallel..")
            .layer("kernel")
            .definedBy("dev.tidepath.tensor.kernel..")
            .layer("tensor")
            .definedBy("dev.tidepath.tensor")
            .layer("autodiff")
            .definedBy("dev.tidepath.autodiff..")
            .layer("ode")
            .definedBy("dev.tidepath.ode")
            .layer("adjoint")
            .definedBy("dev.tidepath.ode.adjoint..")
            .layer("nn")
            .definedBy("dev.tidepath.nn..")
            .layer("sde")
            .definedBy("dev.tidepath.sde..")
            .layer("train")
            .definedBy("dev.tidepath.train..")
            .whereLayer("random")
            .mayNotAccessAnyLayer()
            .whereLayer("parallel")
            .mayNotAccessAnyLayer()
            .whereLayer("kernel")
            .mayNotAccessAnyLayer()
            .whereLayer("tensor")
            .mayOnlyAccessLayers("kernel")
            .whereLayer("autodiff")
            .mayOnlyAccessLayers("tensor", "kernel", "random")
            .whereLayer("ode")
            .mayOnlyAccessLayers("tensor", "kernel", "parallel")
            .whereLayer("adjoint")
            .mayOnlyAccessLayers("ode", "tensor", "kernel", "parallel", "random")
            .whereLayer("nn")
            .mayOnlyAccessLayers("ode", "autodiff", "tensor", "kernel", "random")
            .whereLayer("sde")
            .mayOnlyAccessLayers("ode", "adjoint", "tensor", "kernel", "parallel", "random")
            .whereLayer("train")
            .mayOnlyAccessLayers("autodiff", "tensor", "kernel", "random", "parallel");

    @ArchTest
    static final ArchRule latentIsSeenByNoOtherPackageOfItsModule = isSeenByNoOtherOfLatentOde("dev.tidepath.latent..");

    @ArchTest
    static final ArchRule flowIsSeenByNoOtherPackageOfItsModule = isSeenByNoOtherOfLatentOde("dev.tidepath.flow..");

    @ArchTest
    static final ArchRule imageIsSeenByNoOtherPackageOfItsModule = isSeenByNoOtherOfLatentOde("dev.tidepath.image..");

    /** A series may be read as a text. */
    @ArchTest
    static final ArchRule languageIsSeenByLatentAlone = noClasses()
            .that()
            .resideInAnyPackage(LATENT_ODE)
            .and()
            .resideOutsideOfPackages("dev.tidepath.language..", "dev.tidepath.latent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tidepath.language..");

    @ArchTest
    static final ArchRule odeKnowsTensorsAndTheJdkOnly = classes()
            .that()
            .resideInAPackage("dev.tidepath.ode")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tidepath.ode", "dev.tidepath.tensor..", "dev.tidepath.parallel..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule neuralFieldIsTheBridgeToOde = noClasses()
            .that()
            .resideInAPackage("dev.tidepath.nn..")
            .and()
            .haveNameNotMatching(".*\\.NeuralField(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tidepath.ode..");

    // ---- shape and names ---------------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule classesAreFinalOrMadeToBeExtended = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotRecords()
            .and()
            .areNotAnonymousClasses()
            .should(beFinalAbstractOrSealed());

    @ArchTest
    static final ArchRule classNamesSayWhatTheClassIs = noClasses()
            .should()
            .haveNameMatching(
                    ".*[.$](\\w*[a-z0-9])?(Utils?|Utility|Utilities|Helpers?|Common|Misc|Impl)([A-Z0-9]\\w*)?");

    @ArchTest
    static final ArchRule packageNamesSayWhatThePackageHolds = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..helpers..",
                    "..common..",
                    "..misc..",
                    "..impl..",
                    "..core..");

    // ---- calls -------------------------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule onlyCliPrints = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tidepath.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .as("no class outside the command line should print");

    @ArchTest
    static final ArchRule onlyCliExits = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tidepath.cli..")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule randomNumbersAreKeyedByWhatTheyAreFor = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethodWhere(target(owner(nameMatching("java.lang.Thread"))).and(target(nameMatching("sleep"))));

    @ArchTest
    static final ArchRule textIsFormattedForAStatedLocale = noClasses()
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(PrintStream.class, "printf", String.class, Object[].class)
            .orShould()
            .callMethod(PrintWriter.class, "printf", String.class, Object[].class);

    /** The JDK may compute these to different last bits on different machines; our kernels and StrictMath do not. */
    @ArchTest
    static final ArchRule numbersAreTheSameOnEveryMachine = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tidepath.cli..", "dev.tidepath.io..")
            .should()
            .callMethodWhere(target(owner(nameMatching("java.lang.Math")))
                    .and(target(nameMatching(
                            "a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot")))
                    .as("functions of Math that StrictMath has with fixed bits"));

    private static ArchRule isSeenByNoOtherOfLatentOde(String top) {
        return noClasses()
                .that()
                .resideInAnyPackage(LATENT_ODE)
                .and()
                .resideOutsideOfPackage(top)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(top);
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchCondition<JavaClass> beFinalAbstractOrSealed() {
        return new ArchCondition<>("be final, abstract or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed();
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open by accident"));
            }
        };
    }
}
