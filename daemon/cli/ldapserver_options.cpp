#include "cli/ldapserver_options.hpp"

#include "cli/answer.hpp"

#include <fstream>

namespace fingerpost::cli {

namespace {

constexpr std::int64_t standard_port(bool use_ssl) {
    return use_ssl ? 636 : 389;
}

void take_text(const Arguments& arguments, std::string_view option, std::string& text) {
    if (arguments.has(option)) text = arguments.get(option);
}

std::optional<std::string> unless_none(std::string word) {
    if (word == "none" || word.empty()) return std::nullopt;
    return word;
}

/// No message holds any of the content.
Result<std::string> first_line(const std::string& path) {
    std::ifstream file(path == "-" ? "/dev/stdin" : path);
    std::string line;
    if (file) std::getline(file, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) return line;
    return Error{
        Errc::bad_request,
        "--bind-password-file " + path + (file ? ": its first line is empty" : ": cannot be read")};
}

Result<void> take_transport(const Arguments& arguments, LdapServer& server) {
    const bool standard = server.port == standard_port(server.use_ssl);
    const auto word = arguments.get("use-ssl");
    if (arguments.has("use-ssl") && word != "yes" && word != "no")
        return Error{Errc::bad_request, "--use-ssl \"" + word + "\" is neither yes nor no"};
    if (arguments.has("use-ssl")) server.use_ssl = word == "yes";
    if (standard) server.port = standard_port(server.use_ssl);
    const auto port = number_of(arguments, "port", server.port, 1, 65535);
    if (!port) return port.error();
    server.port = *port;
    return {};
}

Result<void> take_binding(const Arguments& arguments, LdapServer& server) {
    if (arguments.has("bind-user")) server.bind_user = unless_none(arguments.get("bind-user"));
    if (!server.bind_user) server.bind_password.reset();
    if (!arguments.has("bind-password-file")) return {};
    auto password = first_line(arguments.get("bind-password-file"));
    if (!password) return password.error();
    server.bind_password = std::move(*password);
    return {};
}

} // namespace

Result<void> take_options(const Arguments& arguments, LdapServer& server) {
    if (const auto transport = take_transport(arguments, server); !transport)
        return transport.error();
    take_text(arguments, "name", server.name);
    take_text(arguments, "search-base", server.search_base);
    take_text(arguments, "search-filter", server.search_filter);
    take_text(arguments, "attr-uid", server.attr_uid);
    if (arguments.has("attr-cn")) server.attr_cn = unless_none(arguments.get("attr-cn"));
    return take_binding(arguments, server);
}

} // namespace fingerpost::cli
