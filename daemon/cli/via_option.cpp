#include "cli/via_option.hpp"

#include "catalog/domain.hpp"

namespace fingerpost::cli {

Result<std::optional<http::Url>> via_of(const Arguments& arguments) {
    if (!arguments.has("via")) return std::optional<http::Url>();
    auto url = http::parse_url(arguments.get("via"));
    if (!url) return Error{Errc::bad_request, "--via " + url.error().what};
    if (url->host == "localhost") url->host = "127.0.0.1";
    if (is_ip_address(url->host)) return std::optional(*url);
    return Error{
        Errc::bad_request,
        "--via \"" + arguments.get("via") + "\": its host must be an IP address"};
}

} // namespace fingerpost::cli
