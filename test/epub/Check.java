import com.adobe.epubcheck.api.EpubCheck;
import java.io.File;

/** Has epubcheck read many books in one process: its start takes longer than a book. */
class Check {
	public static void main(String[] files) {
		boolean sound = true;
		for (String file : files) {
			EpubCheck check = new EpubCheck(new File(file));
			sound &= check.doValidate() == 0;
		}
		System.exit(sound ? 0 : 1);
	}
}
