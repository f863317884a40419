package dev.ringbus.crmsync.assembly;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The assembly of calls as beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AssemblySettings.class)
public class AssemblyConfiguration {}
