#include "cli/dns_format.hpp"

#include "app/hidden_primary.hpp"
#include "cli/text_table.hpp"

#include <algorithm>
#include <ostream>

namespace fingerpost::cli {

namespace {

/// "hosting.example/mail"
Result<format::TemplateSettings> parse_template(std::string_view text) {
    const auto is_odd = [](char c) {
        return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
               std::string_view("-_./").find(c) == std::string_view::npos;
    };
    const auto slash = text.find('/');
    if (slash == text.npos || slash == 0 || slash + 1 == text.size() || slash != text.rfind('/') ||
        text.size() > 128 || std::any_of(text.begin(), text.end(), is_odd))
        return Error{
            Errc::bad_request, "--template is PROVIDER/SERVICE, such as hosting.example/mail"};
    return format::TemplateSettings{
        std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

} // namespace

Result<ChosenFormat>
chosen_format(std::string_view name, const Arguments& arguments, const app::Settings& settings) {
    ChosenFormat chosen{format::find_format(name), {}};
    if (!chosen.format) {
        std::string what = "--format is one of ";
        for (const auto& row : format::formats())
            what.append(&row == format::formats().data() ? "" : ", ").append(row.name);
        return Error{Errc::bad_request, std::move(what)};
    }
    chosen.with.zone = app::zone_settings(settings);
    const auto panel = format::parse_panel(arguments.get("panel"));
    if (!panel) return panel.error();
    chosen.with.panel = *panel;
    if (!arguments.has("template")) return chosen;
    auto ids = parse_template(arguments.get("template"));
    if (!ids) return ids.error();
    chosen.with.domain_connect = std::move(*ids);
    return chosen;
}

void write_notes(const std::vector<std::string>& notes, Io& io) {
    for (const auto& note : notes)
        io.err << "fingerpost: " << printable(note) << '\n';
}

} // namespace fingerpost::cli
