#include "app/manual.hpp"

#include "app/settings.hpp"

namespace fingerpost::app {

namespace {

constexpr std::string_view head = R"(.TH FINGERPOST.CONF 5 "" "fingerpost )" FINGERPOST_VERSION R"("
.SH NAME
fingerpost.conf \- settings of fingerpost, the mail client discovery service
.SH DESCRIPTION
The first of these files that exists is read:
.IP
.nf
$FINGERPOST_CONF
\(ti/.fingerpost.conf
/etc/fingerpost/fingerpost.conf
/etc/fingerpost.conf
$AUTOMX2_CONF
\(ti/.automx2.conf
/etc/automx2/automx2.conf
/etc/automx2.conf
.fi
.PP
A missing file is passed over, unless $FINGERPOST_CONF names it.
Of the file, the section
.B [fingerpost]
is read or, where there is none, the section
.BR [automx2] .
Without any file, the defaults are in force.
.PP
A line holds
.IR "key = value" ;
a colon does as well as the equals sign.
Letter case does not matter in keys.
An indented line continues the value above it.
Lines that begin with # or ; are comments.
Keys of the section
.B [DEFAULT]
hold in every section,
.BI %( key )s
stands for the value of another key, and a literal % is written %%.
.PP
Every setting is an option of the command line too, which overrides the file:
.B proxy_count
is
.BR \-\-proxy\-count .
.PP
.B fingerpost config check
tells what is wrong with the file, and
.B fingerpost config show
which value is in force, and where it comes from.
On SIGHUP the file is read again; a file with mistakes changes nothing.
.SH SETTINGS
)";

constexpr std::string_view tail = R"(.SH DIFFERENCES FROM AUTOMX2
In a section
.BR [automx2] ,
the default of
.B db_uri
is
.BR sqlite:///:memory: ,
and keys that nobody knows are warned of instead of refused; all the settings above may stand there.
A relative SQLite path is relative to the current directory, not to an instance folder.
.SH EXAMPLE
.nf
[fingerpost]
)";

/// For roff: a backslash would escape, a leading dot command, a bare hyphen become a dash.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool line_begins = result.empty() || result.back() == '\n';
        if (line_begins && (c == '.' || c == '\'')) result += "\\&";
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else
            result += c;
    }
    return result;
}

std::string paragraph(const Setting& setting) {
    std::string text = ".TP\n.B " + escaped(setting.key) + '\n' + escaped(setting.help) + '\n';
    text += "Value: " + escaped(setting.kind.words) + ".\n";
    text += "Default: " + (setting.fallback.empty() ? "none" : escaped(setting.fallback)) + ".\n";
    if (setting.is(Setting::automx2)) text += "Automx2 has it too.\n";
    if (setting.is(Setting::restart)) text += "A change needs a restart.\n";
    return text;
}

} // namespace

std::string manual() {
    std::string page(head);
    for (const auto& setting : settings_table())
        page += paragraph(setting);
    page += tail;
    for (const auto& setting : settings_table())
        page += escaped(setting.key) + " = " + escaped(setting.example) + '\n';
    return page + ".fi\n.SH SEE ALSO\n.BR fingerpost (1)\n";
}

} // namespace fingerpost::app
