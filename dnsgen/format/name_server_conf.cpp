#include "format/name_server_conf.hpp"

#include <algorithm>

namespace fingerpost::format {

namespace {

/// Of the domain's zone file, in quotes.
Result<std::string> quoted_path(const Domain& domain, const Settings& settings) {
    const auto is_odd = [](char c) { return c == '"' || c == '\\' || (c >= 0 && c < 0x20); };
    if (std::any_of(settings.folder.begin(), settings.folder.end(), is_odd))
        return Error{
            Errc::bad_request,
            "the directory's name cannot stand in a configuration: choose one without quotes, "
            "backslashes and control characters"};
    std::string path = '"' + settings.folder;
    if (!settings.folder.empty() && !settings.folder.ends_with('/')) path += '/';
    return path.append("db.").append(domain.name).append("\"");
}

} // namespace

Result<void> add_bind_conf(Output& out, const Domain& domain, const Settings& settings) {
    const auto path = quoted_path(domain, settings);
    if (!path) return path.error();
    out.text.append("zone \"").append(domain.name).append("\" { type primary; file ");
    out.text.append(*path).append("; };\n");
    return {};
}

void begin_knot_conf(Output& out, const Settings&) {
    out.text += "zone:\n";
}

Result<void> add_knot_conf(Output& out, const Domain& domain, const Settings& settings) {
    const auto path = quoted_path(domain, settings);
    if (!path) return path.error();
    out.text.append("  - domain: \"").append(domain.name).append("\"\n    file: ");
    out.text.append(*path).append("\n");
    return {};
}

Result<void> add_nsd_conf(Output& out, const Domain& domain, const Settings& settings) {
    const auto path = quoted_path(domain, settings);
    if (!path) return path.error();
    out.text.append("zone:\n    name: \"").append(domain.name).append("\"\n    zonefile: ");
    out.text.append(*path).append("\n");
    return {};
}

} // namespace fingerpost::format
