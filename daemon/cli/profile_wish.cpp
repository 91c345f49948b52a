#include "cli/profile_wish.hpp"

#include "base/text.hpp"
#include "catalog/url.hpp"
#include "protocol/mobileconfig.hpp"

namespace fingerpost::cli {

namespace {

Result<std::string> base_url(const Arguments& arguments, const app::Settings& settings) {
    if (!arguments.has("base")) {
        if (!settings.public_hostname.empty()) return "https://" + settings.public_hostname;
        return Error{
            Errc::bad_request,
            "say where the service is reached: --base https://autoconfig.example.com, or set "
            "public_hostname"};
    }
    auto base = arguments.get("base");
    const auto url = parse_url(base);
    if (!url || !url->tls || base.find_first_of("?#%") != base.npos)
        return Error{
            Errc::bad_request,
            "--base \"" + base + "\" is not an https URL like https://autoconfig.example.com"};
    while (base.ends_with('/'))
        base.pop_back();
    return base;
}

Result<protocol::Question> question_of(const ProfileWish& wish) {
    Request request;
    request.path = protocol::mobileconfig_path;
    request.query = wish.query;
    return protocol::parse_mobileconfig(request);
}

} // namespace

Result<ProfileWish> profile_wish(const Arguments& arguments, const app::Settings& settings) {
    const auto base = base_url(arguments, settings);
    if (!base) return base.error();
    ProfileWish wish{*base, ""};
    for (const auto& address : arguments.all("ADDRESS")) {
        const auto parsed = Address::parse(address);
        if (!parsed) return Error{Errc::bad_request, '"' + address + "\": " + parsed.error().what};
        wish.query.append(wish.query.empty() ? "" : "&")
            .append("emailaddress=")
            .append(percent_encoded(address, "@"));
    }
    for (const std::string_view option : {"name", "kinds"})
        if (arguments.has(option))
            wish.query.append("&").append(option).append("=").append(
                percent_encoded(arguments.get(option), ",")
            );
    const auto question = question_of(wish);
    if (!question) return question.error();
    return wish;
}

Result<void> check_profile(const ProfileWish& wish, const Catalog& catalog) {
    const auto question = question_of(wish).value();
    std::vector<Address> addresses{*question.address};
    addresses.insert(addresses.end(), question.others.begin(), question.others.end());
    std::vector<protocol::Found> found;
    for (const auto& address : addresses) {
        const auto* offer = catalog.find(address.domain);
        if (!offer)
            return Error{
                Errc::not_found, address.domain + " is not served; see: fingerpost domain list"};
        found.emplace_back(AccountSettings{*offer, address.domain, address});
    }
    const auto rendered = protocol::render_mobileconfig(question, found);
    if (!rendered) return rendered.error();
    return {};
}

} // namespace fingerpost::cli
