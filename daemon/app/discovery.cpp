#include "app/discovery.hpp"

namespace fingerpost::app {

namespace {

using protocol::Found;

Error not_served() {
    return {Errc::not_found, "nobody serves this domain"};
}

Found settings_of(const Catalog& catalog, const Address& address, const std::string& name) {
    const auto* offer = catalog.find(address.domain);
    if (!offer) return not_served();
    return AccountSettings{*offer, address.domain, address, name};
}

/// What is told of whom: the address's domain where we serve it, else the host's, without a user.
Found settings_of(const Catalog& catalog, const protocol::Question& question) {
    if (question.address)
        if (auto found = settings_of(catalog, *question.address, question.display_name))
            return found;
    const auto* offer = question.host_domain.empty() ? nullptr : catalog.find(question.host_domain);
    if (!offer) return not_served();
    return AccountSettings{*offer, question.host_domain, std::nullopt};
}

using AllFound = std::vector<Found>;

AllFound all_found(const Catalog& catalog, const protocol::Question& question) {
    AllFound found;
    found.reserve(1 + question.others.size());
    found.push_back(settings_of(catalog, question));
    for (const auto& address : question.others)
        found.push_back(settings_of(catalog, address, {}));
    return found;
}

/// All that a profile is rendered from.
std::string key_of(const protocol::Question& question, const AllFound& found) {
    std::string key = question.display_name;
    for (const auto& one : found) {
        if (!one) return "";
        key.append(1, '\n').append(std::to_string(one->offer.serial)).append(1, ' ');
        key += one->address ? one->address->str() : one->domain;
    }
    for (const auto& word : question.wanted)
        key.append(1, '\n').append(word);
    return key;
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

Reply Discovery::operator()(const Request& request) const {
    const auto* protocol = protocol::find(request.method, request.path);
    if (!protocol) return Response{404, "text/plain; charset=utf-8", "no such document\n"};
    auto [response, to_sign] = answer(*protocol, request);
    response.protocol = protocol->name;
    if (to_sign.empty()) return std::move(response);
    return signing_.sign(std::move(to_sign), std::move(response));
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
    const auto found = all_found(*catalog, *question);
    auto key = protocol.signable ? key_of(*question, found) : std::string();
    if (!key.empty())
        if (auto ready = signing_.remembered(key)) return {std::move(*ready), ""};
    auto response = protocol.render(*question, found);
    if (!response) return refused(response.error());
    return {std::move(*response), std::move(key)};
}

} // namespace fingerpost::app
