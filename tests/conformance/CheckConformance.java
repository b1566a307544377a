import java.io.File;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges each file by each standard with veraPDF's engine, all in one start of Java.
 * Arguments: the standards, joined by commas (ua1,3a), then the files.
 * Writes one line a verdict: standard, file, number of checks, and each broken rule, separated by tabs.
 */
public class CheckConformance {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String standard : arguments[0].split(",")) {
            for (int place = 1; place < arguments.length; place++) {
                System.out.println(standard + "\t" + arguments[place] + "\t" + verdict(standard, arguments[place]));
            }
        }
    }

    private static String verdict(String standard, String file) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            ValidationResult result =
                Foundries.defaultInstance().createValidator(flavour, 100, false, true, false).validate(parser);
            TreeMap<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage().replaceAll("\\s+", " "));
                }
            }
            StringBuilder told = new StringBuilder().append(result.getTotalAssertions());
            broken.forEach((rule, message) -> told.append("\t").append(rule).append(" ").append(message));
            if (broken.isEmpty() && !result.isCompliant()) {
                told.append("\tnot compliant");
            }
            return told.toString();
        } catch (Exception error) {
            return "0\t" + error.toString().replaceAll("\\s+", " ");
        }
    }
}
