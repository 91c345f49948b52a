#include "app/discovery.hpp"

#include "pages/setup_page.hpp"

#include <algorithm>
#include <chrono>

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
        if (auto found = settings_of(catalog, *question.address, question.display_name)) {
            found->accept_language = question.accept_language;
            return found;
        }
    const auto* offer = question.host_domain.empty() ? nullptr : catalog.find(question.host_domain);
    if (!offer) return not_served();
    AccountSettings settings{*offer, question.host_domain, std::nullopt};
    settings.accept_language = question.accept_language;
    settings.held_pacc = catalog.held_document(*offer);
    return settings;
}

std::vector<Found> all_found(const Catalog& catalog, const protocol::Question& question) {
    std::vector<Found> found;
    found.reserve(1 + question.others.size());
    found.push_back(settings_of(catalog, question));
    for (const auto& address : question.others)
        found.push_back(settings_of(catalog, address, question.display_name));
    return found;
}

/// All that a profile is rendered from.
std::string key_of(const protocol::Question& question, const std::vector<Found>& found) {
    std::string key;
    for (const auto& one : found) {
        if (!one) return "";
        key.append(1, '\n').append(std::to_string(one->offer.serial)).append(1, ' ');
        key += one->address ? one->address->str() : one->domain;
        key.append(1, '\n').append(one->login).append(1, '\n').append(one->display_name);
    }
    for (const auto& word : question.wanted)
        key.append(1, '\n').append(word);
    return key;
}

/// An address without a local part stands for its domain, of which no directory is asked.
bool has_directory(const Found& found) {
    return found && found->address && !found->address->local.empty() && found->offer.directory;
}

Response method_not_allowed(const protocol::Protocol& protocol) {
    Response response{405, "text/plain; charset=utf-8", "method not allowed\n"};
    response.headers.emplace_back("Allow", protocol.methods);
    response.protocol = protocol.name;
    return response;
}

} // namespace

boost::asio::awaitable<Response> waited_for(Reply reply) {
    if (auto* ready = std::get_if<Response>(&reply)) co_return std::move(*ready);
    co_return co_await std::get<boost::asio::awaitable<Response>>(std::move(reply));
}

Discovery::Discovery(
    const Snapshot<Catalog>& catalog,
    directory::Directory& directory,
    ProfileSigning& signing,
    std::function<protocol::TimeOfDay()> time_of_day
)
    : catalog_(catalog), directory_(directory), signing_(signing),
      time_of_day_(std::move(time_of_day)) {}

Reply Discovery::operator()(const Request& request) const {
    const auto* protocol = protocol::find(request.method, request.path);
    if (!protocol) protocol = protocol::find(pages::all(), request.method, request.path);
    if (!protocol) return Response{404, "text/plain; charset=utf-8", "no such document\n"};
    if (!protocol::takes(*protocol, request.method)) return method_not_allowed(*protocol);
    const auto asked = ask(*protocol, request);
    if (std::ranges::any_of(asked.found, has_directory)) return answer_known(*protocol, request);
    auto [response, to_sign] = answer(*protocol, request, asked);
    if (to_sign.empty()) return std::move(response);
    return signing_.sign(std::move(to_sign), std::move(response));
}

/// Whether the directory knows who asks or not, the answer has the same form. Asks anew, of the
/// request that stays: a question refers to its request.
boost::asio::awaitable<Response>
Discovery::answer_known(const protocol::Protocol& protocol, Request request) const {
    auto asked = ask(protocol, request);
    const auto deadline = std::chrono::steady_clock::now() + directory::Directory::budget;
    for (auto& found : asked.found) {
        if (!has_directory(found)) continue;
        auto person = co_await directory_.find(found->offer.directory, *found->address, deadline);
        if (person) found->login = std::move(person->login);
        if (person && found->display_name.empty()) found->display_name = std::move(person->name);
        if (found->display_name.empty()) found->display_name = found->address->str();
    }
    auto [response, to_sign] = answer(protocol, request, asked);
    if (!to_sign.empty())
        response = co_await signing_.sign(std::move(to_sign), std::move(response));
    co_return std::move(response);
}

Discovery::Asked Discovery::ask(const protocol::Protocol& protocol, const Request& request) const {
    Asked asked{protocol.parse(request), catalog_.get()};
    if (asked.question) asked.found = all_found(*asked.catalog, *asked.question);
    return asked;
}

Discovery::Answer Discovery::answer(
    const protocol::Protocol& protocol, const Request& request, const Asked& asked
) const {
    const auto counted = [&](Response response) {
        response.protocol = protocol.name;
        return response;
    };
    const auto refused = [&](const Error& error) -> Answer {
        return {counted(protocol.refuse(request, error, time_of_day_())), ""};
    };
    if (!asked.question) return refused(asked.question.error());
    auto key = protocol.signable ? key_of(*asked.question, asked.found) : std::string();
    if (!key.empty())
        if (auto ready = signing_.remembered(key)) return {counted(std::move(*ready)), ""};
    auto response = protocol.render(*asked.question, asked.found);
    if (!response) return refused(response.error());
    return {counted(std::move(*response)), std::move(key)};
}

} // namespace fingerpost::app
