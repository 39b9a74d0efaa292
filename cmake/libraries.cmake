# Third-party libraries: Debian 12 packages only. tools/tidy.py says which folder may use which.
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(SPDLOG REQUIRED IMPORTED_TARGET spdlog)
pkg_check_modules(GEOGRAPHIC REQUIRED IMPORTED_TARGET geographiclib)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(XMLSEC REQUIRED xmlsec1-openssl)

# xmlsec1 and libxml2 are for one file only: no other one finds their headers or is compiled with their macros.
list(TRANSFORM XMLSEC_INCLUDE_DIRS PREPEND "-isystem" OUTPUT_VARIABLE xmlsec_includes)
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/lib/xmlsign/engine/engine.cpp" PROPERTIES SKIP_PRECOMPILE_HEADERS ON
                            COMPILE_OPTIONS "${xmlsec_includes};${XMLSEC_CFLAGS_OTHER}")

add_library(heed_lib_dependencies INTERFACE)
target_link_libraries(heed_lib_dependencies INTERFACE Boost::json OpenSSL::Crypto PkgConfig::SODIUM PkgConfig::GEOGRAPHIC
                      PkgConfig::QRENCODE
                      ${XMLSEC_LINK_LIBRARIES})

add_library(heed_hub_dependencies INTERFACE)
target_compile_definitions(heed_hub_dependencies INTERFACE BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(heed_hub_dependencies INTERFACE Boost::headers Boost::url OpenSSL::SSL OpenSSL::Crypto
                      PkgConfig::SODIUM PkgConfig::SQLITE PkgConfig::CURL PkgConfig::SPDLOG Threads::Threads)
