// The parts of an answer, each alone: what is read, looked up and written, and what a domain costs
// in memory. For finding out where time goes; the budgets that count are measured from outside.

#include "catalog/catalog.hpp"
#include "protocol/protocol.hpp"
#include "support/sample.hpp"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <array>
#include <cstdio>
#include <random>
#include <string>

namespace fingerpost {
namespace {

Request autoconfig_request() {
    Request request;
    request.host = "autoconfig.example.com";
    request.path = "/mail/config-v1.1.xml";
    request.query = "emailaddress=jane.doe%40example.com";
    return request;
}

Request autodiscover_request() {
    Request request;
    request.method = "POST";
    request.host = "autodiscover.example.com";
    request.path = "/autodiscover/autodiscover.xml";
    request.content_type = "text/xml";
    request.body = R"(<?xml version="1.0" encoding="utf-8"?>
<Autodiscover
    xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
  <Request>
    <EMailAddress>jane.doe@example.com</EMailAddress>
    <AcceptableResponseSchema>
      http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a
    </AcceptableResponseSchema>
  </Request>
</Autodiscover>)";
    return request;
}

Request mobileconfig_request() {
    Request request;
    request.host = "example.com";
    request.path = "/mobileconfig/";
    request.query = "emailaddress=jane.doe%40example.com&name=Jane%20Doe";
    return request;
}

Request pacc_request() {
    Request request;
    request.host = "ua-auto-config.example.com";
    request.path = "/.well-known/user-agent-configuration.json";
    return request;
}

Request caldav_request() {
    Request request;
    request.method = "PROPFIND";
    request.host = "example.com";
    request.path = "/.well-known/caldav";
    return request;
}

void parse(benchmark::State& state, Request (*make)()) {
    const auto request = make();
    const auto* protocol = protocol::find(request.method, request.path);
    for (auto _ : state) {
        auto question = protocol->parse(request);
        benchmark::DoNotOptimize(question);
    }
}

void render_offer(benchmark::State& state, const Offer& offer, const Request& request) {
    const auto* protocol = protocol::find(request.method, request.path);
    const auto question = protocol->parse(request).value();
    const auto& domain = question.address ? question.address->domain : question.host_domain;
    const protocol::Found found =
        AccountSettings{offer, domain, question.address, question.display_name};
    std::size_t bytes = 0;
    for (auto _ : state) {
        auto response = protocol->render(question, {&found, 1});
        bytes = response->body.size();
        benchmark::DoNotOptimize(response);
    }
    state.counters["bytes"] = static_cast<double>(bytes);
}

/// As it is served: an offer of the catalog, of which a protocol may keep a template.
void render(benchmark::State& state, Request (*make)()) {
    CatalogBuilder builder;
    builder.set("example.com", builder.add_offer(test::full_offer()));
    const auto catalog = std::move(builder).build();
    render_offer(state, *catalog.find("example.com"), make());
}

/// An offer that was never seen before.
void render_anew(benchmark::State& state, Request (*make)()) {
    render_offer(state, test::full_offer(), make());
}

BENCHMARK_CAPTURE(parse, autoconfig, autoconfig_request);
BENCHMARK_CAPTURE(parse, autodiscover, autodiscover_request);
BENCHMARK_CAPTURE(parse, mobileconfig, mobileconfig_request);
BENCHMARK_CAPTURE(render, autoconfig, autoconfig_request);
BENCHMARK_CAPTURE(render, autodiscover, autodiscover_request);
BENCHMARK_CAPTURE(render, mobileconfig, mobileconfig_request);
BENCHMARK_CAPTURE(render, pacc, pacc_request);
BENCHMARK_CAPTURE(render, caldav, caldav_request);
BENCHMARK_CAPTURE(render_anew, autoconfig, autoconfig_request);
BENCHMARK_CAPTURE(render_anew, autodiscover, autodiscover_request);
BENCHMARK_CAPTURE(render_anew, mobileconfig, mobileconfig_request);

/// 17 characters: "c000042.host.test".
std::string domain_name(std::size_t number) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "c%06zu.host.test", number);
    return text.data();
}

Catalog catalog_of(std::size_t domains) {
    CatalogBuilder builder;
    const auto offer = builder.add_offer(test::full_offer());
    for (std::size_t number = 0; number < domains; ++number)
        builder.set(domain_name(number), offer);
    return std::move(builder).build();
}

double heap_bytes() {
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

void find(benchmark::State& state) {
    const auto domains = static_cast<std::size_t>(state.range(0));
    const auto before = heap_bytes();
    const auto catalog = catalog_of(domains);
    state.counters["bytes_per_domain"] = (heap_bytes() - before) / static_cast<double>(domains);
    std::minstd_rand random;
    std::vector<std::string> asked(1 << 16);
    for (auto& name : asked)
        name = domain_name(random() % domains);
    std::size_t next = 0;
    for (auto _ : state) {
        const auto* offer = catalog.find(asked[next++ % asked.size()]);
        benchmark::DoNotOptimize(offer);
    }
}

BENCHMARK(find)->Arg(10)->Arg(1'000'000);

void build(benchmark::State& state) {
    for (auto _ : state) {
        const auto catalog = catalog_of(static_cast<std::size_t>(state.range(0)));
        benchmark::DoNotOptimize(catalog.domains());
    }
}

BENCHMARK(build)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace fingerpost
