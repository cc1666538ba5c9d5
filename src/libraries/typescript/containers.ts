/** Containers that hand out an instance of the class they are asked for: typedi, tsyringe, Inversify, Nest's own. */
import type { Library } from '../library.js';

const instance = { returns: 'instance 0' } as const;

export const containers: Library = {
  name: 'containers',
  language: 'typescript',
  mentions: ['typedi', 'tsyringe', 'inversify', '@nestjs/core', '@nestjs/common'],
  bases: { 'typedi': 'typedi.Container' },
  calls: {
    'typedi.Container.get': instance,
    'typedi.Container.of': { returns: 'typedi.Container' },
    'typedi.ContainerInstance.get': instance,
    'tsyringe.container.resolve': instance,
    'tsyringe.DependencyContainer.resolve': instance,
    'inversify.Container': { returns: 'inversify.Container' },
    'inversify.Container.get': instance,
    'inversify.Container.resolve': instance,
    '@nestjs/core.ModuleRef.get': instance,
    '@nestjs/core.ModuleRef.resolve': instance,
    '@nestjs/core.ModuleRef.create': instance,
    '@nestjs/common.INestApplication.get': instance,
  },
};
