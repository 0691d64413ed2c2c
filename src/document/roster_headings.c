/* The headings of rosters, as they are written in communes and by programs. */
#include "document/private.h"
#include "document/roster_private.h"
#include "text/text.h"

#include <string.h>

/* Each between bars, as text_fold() gives it, without punctuation. */
static const char *const known[HEADINGS] = {
	[HEADING_NUMBER] = "|stt|tt|so tt|so thu tu|so|no|number|",
	[HEADING_CODE] =
		"|ma|ma so|ma nguoi|ma hoc vien|ma so hoc vien|ma hv|ma can bo|ma nhan vien|ma dan|so hieu|code|"
		"id|person code|",
	[HEADING_NAME] = "|ho va ten|ho ten|ho va ten hoc vien|ho ten hoc vien|ten hoc vien|ho va ten can bo|"
			 "ten day du|ho ten day du|name|full name|fullname|",
	[HEADING_FAMILY] =
		"|ho|ho dem|ho va dem|ho va ten dem|ho ten dem|ho va chu dem|ho chu dem|ho lot|ho va chu lot|"
		"ho va ten lot|family name|last name|surname|",
	[HEADING_MIDDLE] = "|dem|ten dem|chu dem|chu lot|ten lot|middle name|",
	[HEADING_GIVEN] = "|ten|given name|first name|",
	[HEADING_BIRTH] =
		"|ngay sinh|nam sinh|ngay thang nam sinh|ngay thang sinh|ngay sinh nam sinh|sinh ngay|sinh nam|"
		"birth|birthday|birth date|birthdate|date of birth|dob|born|year of birth|birth year|",
	[HEADING_SEX] = "|gioi tinh|gioi|phai|nam nu|sex|gender|",
	[HEADING_UNIT] = "|don vi|don vi cong tac|co quan|co quan don vi|noi cong tac|xa|phuong|xa phuong|phuong xa|"
			 "xa phuong thi tran|don vi xa phuong|unit|commune|ward|organisation|organization|",
	[HEADING_HAMLET] = "|thon|to|thon to|to thon|thon ban|thon xom|xom|ban|to dan pho|thon to dan pho|"
			   "thon ban to dan pho|thon xom to dan pho|khu pho|hamlet|village|",
	[HEADING_PHONE] = "|dien thoai|so dien thoai|sdt|dt|so dt|di dong|so di dong|dien thoai di dong|phone|"
			  "phone number|mobile|telephone|tel|",
	[HEADING_NOTE] = "|ghi chu|note|notes|remark|remarks|comment|comments|",
};

/* Longer than any heading: what is above is no heading, and need not be looked at. */
#define LONGEST_HEADING 200

enum heading heading_of(const char *cell)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (strlen(cell) > LONGEST_HEADING)
		return HEADING_UNKNOWN;
	for (const char *p = cell; *p; p = next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(words, g_unichar_isalnum(c) ? c : ' ');
	}
	g_autofree char *folded = text_fold(words->str);
	g_autofree char *barred = g_strconcat("|", folded, "|", NULL);
	for (int heading = HEADING_UNKNOWN + 1; *folded && heading < HEADINGS; heading++)
		if (strstr(known[heading], barred))
			return (enum heading)heading;
	return HEADING_UNKNOWN;
}
