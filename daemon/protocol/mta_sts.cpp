#include "protocol/mta_sts.hpp"

#include "catalog/mail_flow.hpp"
#include "protocol/digest.hpp"

namespace fingerpost::protocol {

namespace {

constexpr std::size_t id_octets = 16; // twice as many letters and digits; 32 at most, §3.1

std::string mx_lines(const Offer& offer, const std::string& domain) {
    std::string lines;
    for (const auto& host : mail_exchangers(offer, domain))
        lines.append("mx: ").append(host).append("\n");
    return lines;
}

} // namespace

Result<std::string> mta_sts_policy(const Offer& offer, const std::string& domain) {
    const AccountSettings settings{offer, domain, std::nullopt};
    const auto mode = settings.attribute(AttributeId::mta_sts);
    const auto exchangers = mx_lines(offer, domain);
    const bool usable = mode == "none" || (!mode.empty() && !exchangers.empty()); // §3.2
    if (!usable) return Error{Errc::not_found, domain + " has no MTA-STS policy"};
    const auto max_age = settings.attribute(AttributeId::mta_sts_max_age);
    std::string policy = "version: STSv1\nmode: " + mode + '\n' + exchangers;
    return policy.append("max_age: ").append(max_age.empty() ? "604800" : max_age).append("\n");
}

std::string mta_sts_record(std::string_view policy) {
    return "v=STSv1; id=" + hex(sha256(policy).substr(0, id_octets));
}

Result<Response> render_mta_sts(const AccountSettings& settings) {
    auto policy = mta_sts_policy(settings.offer, settings.domain);
    if (!policy) return policy.error();
    // senders may not take it from an HTTP cache, §3.3
    return Response{200, "text/plain", std::move(*policy), {{"Cache-Control", "no-store"}}};
}

} // namespace fingerpost::protocol
