#include "cli/verbs.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/version.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

/// A library whose version its home room tells.
struct Library {
    std::string_view name;
    std::string (*version)();
};

std::string boost_version() {
    return std::to_string(BOOST_VERSION / 100000) + '.' +
           std::to_string(BOOST_VERSION / 100 % 1000) + '.' + std::to_string(BOOST_VERSION % 100);
}

constexpr std::array libraries{
    Library{"Boost", boost_version},
};

#ifdef __clang__
constexpr std::string_view compiler = __VERSION__;
#else
constexpr std::string_view compiler = "g++ " __VERSION__;
#endif

int run(const Arguments& arguments, Io& io) {
    if (arguments.has("json")) {
        boost::json::object found;
        for (const auto& library : libraries)
            found[library.name] = library.version();
        const boost::json::object all{
            {"name", "fingerpost"},
            {"version", FINGERPOST_VERSION},
            {"compiler", compiler},
            {"libraries", found}};
        io.out << boost::json::serialize(all) << '\n';
        return exit_ok;
    }
    io.out << "fingerpost " << FINGERPOST_VERSION << '\n' << "compiler: " << compiler << '\n';
    for (const auto& library : libraries)
        io.out << library.name << ": " << library.version() << '\n';
    return exit_ok;
}

constexpr std::array options{json_option};

} // namespace

constinit const Verb version{
    .path = "version",
    .summary = "Tell the version, and what the program was built with",
    .options = options,
    .examples = "fingerpost version --json",
    .run = run};

} // namespace fingerpost::cli
