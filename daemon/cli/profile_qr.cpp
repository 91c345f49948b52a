#include "cli/database.hpp"
#include "cli/profile_wish.hpp"
#include "cli/verbs.hpp"
#include "protocol/mobileconfig.hpp"
#include "qr/image.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <ostream>

namespace fingerpost::cli {

namespace {

struct Format {
    std::string_view name;
    std::string (*draw)(const qr::QrCode&);
};
constexpr std::array formats{
    Format{"text", qr::to_text}, Format{"png", qr::to_png}, Format{"svg", qr::to_svg}};

Result<std::string> picture(const Arguments& arguments, const app::Settings& settings) {
    const auto wanted = arguments.has("format") ? arguments.get("format") : "text";
    const auto* format = std::ranges::find(formats, wanted, &Format::name);
    if (format == formats.end())
        return Error{Errc::bad_request, "--format \"" + wanted + "\" is none of text, png, svg"};
    const auto wish = profile_wish(arguments, settings);
    if (!wish) return wish.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    if (const auto served = check_profile(*wish, *catalog); !served) return served.error();
    const auto url = wish->base + std::string(protocol::mobileconfig_path) + '?' + wish->query;
    const auto code = qr::QrCode::of(url);
    if (!code) return code.error();
    return format->draw(*code);
}

Result<void> write_file(const std::string& name, const std::string& bytes) {
    std::ofstream file(name, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (file) return {};
    return Error{Errc::upstream, name + " cannot be written"};
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto bytes = picture(arguments, configuration.settings);
    if (!bytes) return failed(io, bytes.error());
    if (!arguments.has("out")) {
        io.out << *bytes;
        return exit_ok;
    }
    const auto written = write_file(arguments.get("out"), *bytes);
    if (!written) return failed(io, written.error());
    return exit_ok;
}

constexpr std::array options{
    Option{"format", "FORMAT", "text (if not said), png or svg"},
    Option{"out", "FILE", "where to write it; else to standard output"},
    profile_name_option,
    profile_kinds_option,
    profile_base_option,
};
constexpr std::array positionals{profile_addresses};

} // namespace

constinit const Verb profile_qr{
    .path = "profile qr",
    .summary = "Draw the QR code that leads a phone to a profile",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost profile qr jane@example.com\n"
                "fingerpost profile qr jane@example.com --format png --out jane.png",
    .run = run};

} // namespace fingerpost::cli
