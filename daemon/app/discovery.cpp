#include "app/discovery.hpp"

namespace fingerpost::app {

namespace {

/// What is told of whom: the address's domain where we serve it, else the host's, without a user.
Result<AccountSettings> settings_of(const Catalog& catalog, const protocol::Question& question) {
    if (question.address)
        if (const auto* offer = catalog.find(question.address->domain))
            return AccountSettings{
                *offer, question.address->domain, question.address, question.display_name};
    if (!question.host_domain.empty())
        if (const auto* offer = catalog.find(question.host_domain))
            return AccountSettings{*offer, question.host_domain, std::nullopt};
    return Error{Errc::not_found, "nobody serves this domain"};
}

/// All that a profile is rendered from.
std::string key_of(const AccountSettings& settings) {
    const auto who = settings.address ? settings.address->str() : settings.domain;
    return std::to_string(settings.offer.serial) + ' ' + who + ' ' + settings.display_name;
}

Response method_not_allowed(const protocol::Protocol& protocol) {
    Response response{405, "text/plain; charset=utf-8", "method not allowed\n"};
    response.headers.emplace_back("Allow", protocol.methods);
    return response;
}

} // namespace

Discovery::Discovery(
    const Snapshot<Catalog>& catalog,
    ProfileSigning& signing,
    std::function<protocol::TimeOfDay()> time_of_day
)
    : catalog_(catalog), signing_(signing), time_of_day_(std::move(time_of_day)) {}

boost::asio::awaitable<Response> Discovery::operator()(Request request) const {
    const auto* protocol = protocol::find(request.method, request.path);
    if (!protocol) {
        const auto* text = "no such document\n";
        co_return Response{404, "text/plain; charset=utf-8", text};
    }
    auto [response, to_sign] = answer(*protocol, request);
    if (!to_sign.empty())
        response = co_await signing_.sign(std::move(to_sign), std::move(response));
    response.protocol = protocol->name;
    co_return std::move(response);
}

Discovery::Answer
Discovery::answer(const protocol::Protocol& protocol, const Request& request) const {
    if (!protocol::takes(protocol, request.method)) return {method_not_allowed(protocol), ""};
    const auto refused = [&](const Error& error) -> Answer {
        return {protocol.refuse(request, error, time_of_day_()), ""};
    };
    const auto question = protocol.parse(request);
    if (!question) return refused(question.error());
    const auto catalog = catalog_.get(); // keeps this version alive for this request
    const auto settings = settings_of(*catalog, *question);
    if (!settings) return refused(settings.error());
    auto key = protocol.signable ? key_of(*settings) : std::string();
    if (protocol.signable)
        if (auto ready = signing_.remembered(key)) return {std::move(*ready), ""};
    auto response = protocol.render(*settings);
    if (!response) return refused(response.error());
    return {std::move(*response), std::move(key)};
}

} // namespace fingerpost::app
