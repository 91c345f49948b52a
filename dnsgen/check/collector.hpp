/// @file
/// Answers over the network what rules want to know, and so judges a domain.
#pragma once

#include "check/allowed.hpp"
#include "check/judgement.hpp"
#include "http/client.hpp"
#include "probe/visitor.hpp"
#include "resolve/name_servers.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace fingerpost::check {

struct CollectorSettings {
    AllowedNetworks allowed = {};
    /// Where all pages are asked for, with their own Host header, and where TLS without a dialogue
    /// is tried: what the domain would show if its names led there. Its host is an address.
    std::optional<http::Url> via = {};
    std::size_t questions_at_once = 64; ///< to the DNS, for one domain
    std::size_t visits_at_once = 8;     ///< pages and servers, for one domain
};

/// Used on one thread. Judges any number of domains at a time.
class Collector {
public:
    /// All must outlive it.
    Collector(
        resolve::NameServers& dns,
        const http::Client& web,
        const probe::Visitor& visitor,
        CollectorSettings settings
    );

    /// `subject` and what `families` names must outlive it. What may not be visited is answered by
    /// Errc::unauthorised and Trouble::not_allowed, without a word on the network.
    boost::asio::awaitable<Findings>
    judge(const Subject& subject, std::vector<const Family*> families);

    /// Answers what `evidence` wants, for those who look at the domain in their own way.
    boost::asio::awaitable<void> answer(const Subject& subject, Evidence& evidence);

private:
    struct Task;

    boost::asio::awaitable<void> answer_all(Task& task, const Wanted& wanted);
    boost::asio::awaitable<void> learn(Task& task, std::size_t number);
    boost::asio::awaitable<void> learn_dns(Task& task, resolve::Query query);
    boost::asio::awaitable<void> learn_page(Task& task, PageQuery query);
    boost::asio::awaitable<void> learn_visit(Task& task, probe::Endpoint endpoint);

    resolve::NameServers& dns_;
    const http::Client& web_;
    const probe::Visitor& visitor_;
    CollectorSettings settings_;
};

} // namespace fingerpost::check
